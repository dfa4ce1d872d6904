import * as v from 'valibot';
import { defineEntity, lww, map, set, type ViewOf } from './entity.ts';
import { Currency, Day, Id, Line, Minor, Text } from './field.ts';

const OneToFive = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5));

/** What was expected and what was received of one thing, each 1 to 5. */
export const Opinion = v.looseObject({ expected: v.exactOptional(OneToFive), received: v.exactOptional(OneToFive) });
export type Opinion = v.InferOutput<typeof Opinion>;

/** What a customer is asked about by indicator (E16): by subject, by channel of care, by time. */
export const CARE_INDICATORS = [
  'advice',
  'product-quality',
  'service-quality',
  'after-sales',
  'product-and-service',
  'communication',
  'incentives',
  'public-relations',
  'before-sale',
  'at-sale',
  'after-sale',
] as const;
export type CareIndicator = (typeof CARE_INDICATORS)[number];

/**
 * One asking and its answer (A9). It is there from the asking on, so that asked and answered are both counted; a second
 * answer of the same customer to the same survey is the same record. What nobody answered is never guessed.
 */
export const answers = defineEntity({
  name: 'answers',
  kind: 'v',
  fields: {
    survey: lww(Line, { indexed: true }),
    kind: lww(v.picklist(['satisfaction', 'recommend', 'suppliers', 'spend', 'market', 'product']), { indexed: true }),
    customer: lww(Id, { indexed: true }),
    askedOn: lww(Day, { indexed: true }),
    answeredOn: lww(Day, { indexed: true }),
    /** After this day no answer is taken. */
    endsOn: lww(Day),
    via: lww(v.picklist(['page', 'mail', 'phone', 'visit'])),
    /** Satisfaction as a whole: what was expected and what was received, 1 to 5. */
    expected: lww(OneToFive),
    received: lww(OneToFive),
    /** Indicator -> opinion. */
    opinions: map(Opinion),
    /** 0 to 10: how likely to recommend us. */
    recommend: lww(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10))),
    /** How many suppliers of the category the customer has, us among them, and our rank, 1 the first. */
    suppliers: lww(v.pipe(v.number(), v.integer(), v.minValue(1))),
    rank: lww(v.pipe(v.number(), v.minValue(1))),
    category: lww(Line),
    /** What the customer spends in the category with everybody, in `spendMonths` months. */
    spendMinor: lww(Minor),
    spendMonths: lww(v.pipe(v.number(), v.minValue(1), v.maxValue(60))),
    /** The size of the market that the customer or a source names, for twelve months. */
    marketMinor: lww(Minor),
    currency: lww(Currency),
    area: lww(Line),
    product: lww(Id),
    productName: lww(Line),
    /** Colour, size, packing: what a wish or a fault is about. */
    attribute: lww(Line),
    wish: lww(Text),
    fault: lww(Text),
    text: lww(Text, { pii: true }),
    askedBy: lww(Id),
    by: set(),
    keyedBy: lww(Line),
  },
});
export type Answer = ViewOf<typeof answers>;

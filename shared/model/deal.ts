import * as v from 'valibot';
import { defineEntity, lww, map, set, type ViewOf } from './entity.ts';
import { Currency, Day, Id, Instant, Line, Minor, Money, Text } from './field.ts';
import { OrderLine } from './order.ts';

/** One move of a deal through its pipeline: to which stage, when, by whom. */
export const StageChange = v.looseObject({ stage: Line, at: Instant, by: v.exactOptional(Id) });
export type StageChange = v.InferOutput<typeof StageChange>;

/** An open sales opportunity (A5). Every change of stage is kept; `stage` is where it stands now. */
export const deals = defineEntity({
  name: 'deals',
  kind: 'd',
  fields: {
    name: lww(Line, { indexed: true, pii: true }),
    customer: lww(Id, { indexed: true }),
    owner: lww(Id, { indexed: true }),
    pipeline: lww(Line),
    stage: lww(Line, { indexed: true }),
    /** The instant of the change (with anything behind it that tells two of one second apart) -> what it was. */
    stages: map(StageChange),
    state: lww(v.picklist(['open', 'won', 'lost']), { indexed: true }),
    amountMinor: lww(Minor),
    currency: lww(Currency),
    /** What winning it costs: samples, travel, bids. */
    cost: lww(Money, { hiddenFrom: ['service'] }),
    openedOn: lww(Day),
    expectedOn: lww(Day, { indexed: true }),
    closedOn: lww(Day),
    source: lww(Line),
    means: lww(Line),
    campaign: lww(Id),
    reason: lww(Line),
    /** `0`, `1`, … -> line of the quote. */
    lines: map(OrderLine),
    note: lww(Text),
    /** The order that came of it. */
    order: lww(Id),
    by: set(),
    keyedBy: lww(Line),
  },
});
export type Deal = ViewOf<typeof deals>;

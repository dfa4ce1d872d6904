import * as v from 'valibot';
import { defineEntity, lww, set, type ViewOf } from './entity.ts';
import { Day, Id, Line, Money, Share, Text } from './field.ts';

/** What is done: a plan of a period holds the others, each of them inside one plan. */
export const CampaignKind = v.picklist(['plan', 'advertising', 'publicity', 'event', 'letter', 'price-promotion']);
export type CampaignKind = v.InferOutput<typeof CampaignKind>;

/**
 * A campaign inside a plan of a period (A6). A response is a recorded reply, visit or order of a member inside the window,
 * never a typed number. A part (`partOf`) is the same campaign with another segment, channel, text or day, and holds
 * members of its own; so a large campaign is not one large record, and it can be seen where a shortfall sits.
 */
export const campaigns = defineEntity({
  name: 'campaigns',
  kind: 'm',
  fields: {
    name: lww(Line, { indexed: true }),
    kind: lww(CampaignKind, { indexed: true }),
    plan: lww(Id, { indexed: true }),
    partOf: lww(Id, { indexed: true }),
    goal: lww(Line),
    segment: lww(Line),
    channel: lww(Line),
    budget: lww(Money, { hiddenFrom: ['service'] }),
    cost: lww(Money, { hiddenFrom: ['service'] }),
    startsOn: lww(Day, { indexed: true }),
    /** The last day on which it runs. */
    endsOn: lww(Day),
    /** The last day on which an answer counts as a response; the end when left out. */
    windowEndsOn: lww(Day),
    /** The share of those reached who are expected to respond, as planned. */
    expectedShare: lww(Share),
    holdOutShare: lww(Share),
    /** Customers who are reached. */
    members: set(),
    /** Customers who are kept out, so that there is something to compare with. */
    holdOut: set(),
    /** Names the text, where parts have different ones. */
    textName: lww(Line),
    /** The text with placeholders. */
    text: lww(Text),
    offer: lww(Line),
    offerShare: lww(Share),
    offerEndsOn: lww(Day),
    owner: lww(Id),
    by: set(),
    keyedBy: lww(Line),
  },
});
export type Campaign = ViewOf<typeof campaigns>;

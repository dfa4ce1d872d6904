import type { Campaign } from '../../model/campaign.ts';
import type { Book } from '../core/book.ts';
import { createDayReader, NO_DAY, toDayNumber, type DayNumber } from '../core/calendar.ts';
import { isBought } from '../core/index-lines.ts';
import type { Lines } from '../core/lines.ts';
import type { Summing } from '../core/sums.ts';

/** A campaign with its parts: itself and the records that are parts of it. */
export type Whole = { readonly campaign: Campaign; readonly parts: readonly Campaign[]; readonly from: DayNumber; readonly to: DayNumber };

/** What a member did inside the window. */
export type Answer = { readonly firstOn: DayNumber; readonly by: 'order' | 'reply' | 'visit' };
/** What a member bought inside the window; `costKnownMinor` is the amount of lines whose cost is known. */
export type Bought = { readonly netMinor: number; readonly costMinor: number; readonly costKnownMinor: number };

/** Campaigns that have a start, each with its parts, by rising start. Plans hold others and have no members. */
export function listWholes(campaigns: readonly Campaign[]): readonly Whole[] {
  const parts = new Map<string, Campaign[]>();
  for (const one of campaigns) {
    if (one.partOf !== undefined) {
      parts.set(one.partOf, [...(parts.get(one.partOf) ?? []), one]);
    }
  }
  return campaigns
    .filter(({ kind, partOf }) => kind !== 'plan' && partOf === undefined)
    .flatMap((campaign): readonly Whole[] => {
      const own = [campaign, ...(parts.get(campaign.id) ?? [])];
      const starts = own.flatMap(({ startsOn }) => dayOf(startsOn));
      const ends = own.flatMap(({ windowEndsOn, endsOn }) => dayOf(windowEndsOn ?? endsOn));
      const from = Math.min(...starts);
      return starts.length === 0 ? [] : [{ campaign, parts: own, from, to: ends.length === 0 ? Infinity : Math.max(...ends) }];
    })
    .toSorted((a, b) => a.from - b.from || (a.campaign.id < b.campaign.id ? -1 : 1));
}

function dayOf(day: string | undefined): readonly DayNumber[] {
  const number = day === undefined ? undefined : toDayNumber(day);
  return number === undefined ? [] : [number];
}

/** Those reached and those kept out, of the whole; who is in both is kept out. */
export function groupsOf({ parts }: Pick<Whole, 'parts'>): { readonly reached: ReadonlySet<string>; readonly heldOut: ReadonlySet<string> } {
  const heldOut = new Set(parts.flatMap(({ holdOut }) => holdOut));
  return { reached: new Set(parts.flatMap(({ members }) => members).filter((id) => !heldOut.has(id))), heldOut };
}

/** What customers did, to be asked for one campaign after another. */
export type Responses = {
  readonly answerOf: (customer: string, whole: Whole, until: DayNumber) => Answer | undefined;
  readonly boughtBy: (customer: string, whole: Whole, until: DayNumber) => Bought;
  /** The share of these customers who did something in as many days before the start: what happens without a campaign. */
  readonly shareBefore: (customers: Iterable<string>, whole: Whole) => number | undefined;
};

type Deed = { readonly day: DayNumber; readonly by: Answer['by']; readonly campaign: string | undefined; readonly line: number };

/**
 * Orders, replies and visits of the members of campaigns. An order or a contact that names another campaign is no response to
 * this one; one that names none counts inside the window.
 */
export function readResponses(lines: Lines, book: Book, members: ReadonlySet<string>, summing: Summing): Responses {
  const deeds = new Map<string, Deed[]>();
  const add = (customer: string, deed: Deed): void => {
    const held = deeds.get(customer);
    if (held === undefined) {
      deeds.set(customer, [deed]);
    } else {
      held.push(deed);
    }
  };
  const { names } = lines.dictionary.customer;
  const isMember = names.map((name) => members.has(name));
  for (let line = 0; line < lines.count; line += 1) {
    const customer = lines.text.customer[line] ?? -1;
    const day = lines.day[line] ?? NO_DAY;
    if (isMember[customer] === true && day !== NO_DAY) {
      const campaign = lines.dictionary.campaign.names[lines.text.campaign[line] ?? -1];
      add(names[customer] ?? '', { day, by: 'order', campaign, line });
    }
  }
  const readDay = createDayReader(book.zone);
  for (const { participants, direction, channel, happenedAt, campaign } of book.interactions) {
    const by = channel === 'meeting' ? 'visit' : 'reply';
    const who = by === 'visit' || direction === 'in' ? participants.filter((id) => members.has(id)) : [];
    const day = who.length === 0 || happenedAt === undefined ? undefined : readDay(happenedAt);
    if (day !== undefined) {
      who.forEach((customer) => add(customer, { day, by, campaign, line: -1 }));
    }
  }
  const deedsIn = (customer: string, { parts }: Pick<Whole, 'parts'>, from: DayNumber, to: DayNumber): readonly Deed[] => {
    const ids = new Set(parts.map(({ id }) => id));
    return (deeds.get(customer) ?? []).filter(({ day, campaign }) => day >= from && day <= to && (campaign === undefined || ids.has(campaign)));
  };
  const isResponse = ({ by, line }: Deed): boolean => by !== 'order' || isBought(lines, line);
  return {
    answerOf(customer, whole, until) {
      const [first] = deedsIn(customer, whole, whole.from, Math.min(whole.to, until))
        .filter(isResponse)
        .toSorted((a, b) => a.day - b.day || (a.by < b.by ? -1 : 1));
      return first && { firstOn: first.day, by: first.by };
    },
    boughtBy(customer, whole, until) {
      let [netMinor, costMinor, costKnownMinor] = [0, 0, 0];
      for (const { line, by } of deedsIn(customer, whole, whole.from, Math.min(whole.to, until))) {
        const amount = by === 'order' ? (lines.number.amountMinor[line] ?? Number.NaN) : Number.NaN;
        const currency = lines.dictionary.currency.names[lines.text.currency[line] ?? -1];
        const day = lines.day[line] ?? NO_DAY;
        const net = Number.isNaN(amount) ? undefined : summing.read(amount, currency, day);
        const cost = lines.number.costMinor[line] ?? Number.NaN;
        const own = net === undefined || Number.isNaN(cost) ? undefined : summing.read(cost, currency, day);
        netMinor += net ?? 0;
        costMinor += own ?? 0;
        costKnownMinor += own === undefined ? 0 : (net ?? 0);
      }
      return { netMinor, costMinor, costKnownMinor };
    },
    shareBefore(customers, whole) {
      const length = whole.to - whole.from + 1;
      if (!Number.isFinite(length)) {
        return undefined;
      }
      const all = [...customers];
      const active = all.filter((customer) => deedsIn(customer, whole, whole.from - length, whole.from - 1).some(isResponse));
      return all.length === 0 ? undefined : active.length / all.length;
    },
  };
}

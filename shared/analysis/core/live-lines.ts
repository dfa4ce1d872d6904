import { NO_DAY, type DayNumber } from './calendar.ts';
import { isBought } from './index-lines.ts';
import { createLines, type Lines, type NewLine } from './lines.ts';
import type { DayOfOrders } from './purchases.ts';
import { MICRO } from './blocks.ts';

const DIMENSIONS = ['product', 'category', 'channel', 'place', 'rep'] as const;

/** Sums of one name: whole numbers all of them, so that what is taken out leaves what was there before, to the bit. */
export type LiveSum = { lines: number; amountMinor: number; orders: number; quantityMicro: number };
/** Sums by the number of a name in its dictionary. */
export type LiveSums = Readonly<Record<(typeof DIMENSIONS)[number], LiveSum[]>>;

/** Orders, and how many hold each product and each two of them; the key of a pair is `pairKey`. */
export type LiveBaskets = { orders: number; readonly withItem: number[]; readonly pairs: Map<number, number> };

/**
 * Lines that change, with what they add up to as of a day. After any changes it is what the same lines give when they are
 * read at once. A change touches the lines of its customers and no others, however many there are.
 */
export type LiveLines = {
  /** Adds lines, such as those of one order; the numbers by which they can be replaced or removed. */
  readonly append: (lines: readonly NewLine[]) => readonly number[];
  readonly replace: (at: number, line: NewLine) => void;
  readonly remove: (at: number) => void;
  /** All lines as columns; removed ones are there and are of nobody. */
  readonly read: () => Lines;
  /** As `listDays` gives them; empty for a customer of whom nothing is known. */
  readonly daysOf: (customer: string) => readonly DayOfOrders[];
  /** Sums by currency (its number, -1 where lines name none). */
  readonly sums: ReadonlyMap<number, LiveSums>;
  readonly baskets: LiveBaskets;
};

/** The key of a pair of things, the same whichever comes first. */
export function pairKey(one: number, other: number): number {
  return Math.min(one, other) * 0x400_0000 + Math.max(one, other);
}

/** @param asOf later lines are kept and count for nothing */
export function createLiveLines(asOf: DayNumber, expected?: number): LiveLines {
  const store = createLines(expected);
  const own: number[][] = [];
  const days: (readonly DayOfOrders[] | undefined)[] = [];
  const sums = new Map<number, LiveSums>();
  const baskets: LiveBaskets = { orders: 0, withItem: [], pairs: new Map() };
  let lines = store.read();

  /** Takes out what customers contribute, changes lines, and puts in what they contribute then. */
  const change = (customersOf: () => Iterable<number>, write: () => void): void => {
    const before = new Set(customersOf());
    before.forEach((customer) => contribute(customer, -1));
    write();
    lines = store.read();
    new Set([...before, ...customersOf()]).forEach((customer) => {
      days[customer] = undefined;
      contribute(customer, 1);
    });
  };

  const contribute = (customer: number, sign: 1 | -1): void => {
    const counted = (own[customer] ?? []).filter((line) => (lines.day[line] ?? NO_DAY) <= asOf);
    const byOrder = counted.sort((a, b) => (lines.text.order[a] ?? -1) - (lines.text.order[b] ?? -1));
    for (let from = 0; from < byOrder.length;) {
      const order = lines.text.order[byOrder[from] ?? 0];
      let to = from + 1;
      while (to < byOrder.length && lines.text.order[byOrder[to] ?? 0] === order) {
        to += 1;
      }
      const ofOrder = byOrder.slice(from, to);
      addSums(sums, lines, ofOrder, sign);
      addBasket(baskets, lines, ofOrder, sign);
      from = to;
    }
  };

  const ownerOf = (at: number): number => lines.text.customer[at] ?? -1;
  const put = (at: number, line: NewLine): void => {
    if (at < 0 || at >= lines.count) {
      return;
    }
    const owners = (): readonly number[] => [ownerOf(at)].filter((customer) => customer >= 0);
    change(
      () => [...owners(), ...placeOf(line.customer)],
      () => {
        owners().forEach((customer) => (own[customer] = (own[customer] ?? []).filter((one) => one !== at)));
        store.replace(at, line);
        placeOf(line.customer).forEach((customer) => (own[customer] ??= []).push(at));
      },
    );
  };
  const placeOf = (customer: string | undefined): readonly number[] => {
    const place = customer === undefined ? undefined : lines.dictionary.customer.places.get(customer);
    return place === undefined ? [] : [place];
  };

  return {
    append(added) {
      const first = lines.count;
      change(
        () => added.flatMap(({ customer }) => placeOf(customer)),
        () => {
          for (const [at, line] of added.entries()) {
            store.append(line);
            placeOf(line.customer).forEach((customer) => (own[customer] ??= []).push(first + at));
          }
        },
      );
      return added.map((_, at) => first + at);
    },
    replace: put,
    remove: (at) => put(at, {}),
    read: () => lines,
    daysOf(customer) {
      const [place = -1] = placeOf(customer);
      return (days[place] ??= listDaysOf(lines, own[place] ?? [], asOf));
    },
    sums,
    baskets,
  };
}

/** Adds or takes out the lines of one order of one customer. */
function addSums(all: Map<number, LiveSums>, lines: Lines, ofOrder: readonly number[], sign: 1 | -1): void {
  for (const [at, line] of ofOrder.entries()) {
    const currency = lines.text.currency[line] ?? -1;
    let sums = all.get(currency);
    if (sums === undefined) {
      sums = { product: [], category: [], channel: [], place: [], rep: [] };
      all.set(currency, sums);
    }
    const amount = lines.number.amountMinor[line] ?? Number.NaN;
    const pieces = lines.number.quantity[line] ?? Number.NaN;
    const bought = isBought(lines, line);
    for (const dimension of DIMENSIONS) {
      const name = lines.text[dimension][line] ?? -1;
      if (name >= 0) {
        const sum = (sums[dimension][name] ??= { lines: 0, amountMinor: 0, orders: 0, quantityMicro: 0 });
        const isFirst = (one: number): boolean =>
          lines.text[dimension][one] === name && (lines.text.currency[one] ?? -1) === currency && isBought(lines, one);
        sum.lines += sign;
        sum.amountMinor += Number.isNaN(amount) ? 0 : sign * amount;
        sum.quantityMicro += Number.isNaN(pieces) ? 0 : sign * Math.round(pieces * MICRO);
        sum.orders += bought && !ofOrder.slice(0, at).some(isFirst) ? sign : 0;
      }
    }
  }
}

function addBasket(baskets: LiveBaskets, lines: Lines, ofOrder: readonly number[], sign: 1 | -1): void {
  const held = [...new Set(ofOrder.filter((line) => isBought(lines, line)).map((line) => lines.text.product[line] ?? -1))].filter(
    (item) => item >= 0,
  );
  baskets.orders += held.length > 0 ? sign : 0;
  for (const [at, item] of held.entries()) {
    baskets.withItem[item] = (baskets.withItem[item] ?? 0) + sign;
    for (let next = at + 1; next < held.length; next += 1) {
      const key = pairKey(item, held[next] ?? 0);
      const count = (baskets.pairs.get(key) ?? 0) + sign;
      if (count === 0) {
        baskets.pairs.delete(key);
      } else {
        baskets.pairs.set(key, count);
      }
    }
  }
}

type Part = { readonly order: number; readonly day: number; readonly currency: number; netMinor: number; bought: number };
type Growing = { -readonly [K in keyof DayOfOrders]: DayOfOrders[K] };

/** The days of one customer from its own lines alone: the rules are those of `tabulateDays`, for a handful of lines. */
function listDaysOf(lines: Lines, own: readonly number[], asOf: DayNumber): readonly DayOfOrders[] {
  const { names } = lines.dictionary.currency;
  const parts: Part[] = [];
  for (const line of own) {
    const [order, day, currency] = [lines.text.order[line] ?? 0, lines.day[line] ?? NO_DAY, lines.text.currency[line] ?? -1];
    if (day === NO_DAY || day > asOf) {
      continue;
    }
    let part = parts.find((one) => one.order === order && one.day === day && one.currency === currency);
    if (part === undefined) {
      part = { order, day, currency, netMinor: 0, bought: 0 };
      parts.push(part);
    }
    const amount = lines.number.amountMinor[line] ?? Number.NaN;
    part.netMinor += Number.isNaN(amount) ? 0 : amount;
    part.bought = isBought(lines, line) ? (Number.isNaN(amount) ? 2 : Math.max(1, part.bought)) : part.bought;
  }
  parts.sort((a, b) => a.day - b.day || ((names[a.currency] ?? '') < (names[b.currency] ?? '') ? -1 : a.currency === b.currency ? 0 : 1));
  const found: Growing[] = [];
  const openedOn = new Map<number, Growing | null>();
  for (const { order, day, currency, netMinor, bought } of parts) {
    let here = found.at(-1);
    if (here === undefined || here.day !== day || here.currency !== currency) {
      here = { day, currency, orders: 0, withoutAmount: 0, netMinor: 0 };
      found.push(here);
    }
    here.netMinor += netMinor;
    if (bought > 0 && !openedOn.has(order)) {
      openedOn.set(order, here);
      here.orders += 1;
    }
    const opened = openedOn.get(order);
    if (bought === 2 && opened?.day === day) {
      opened.withoutAmount += 1;
      openedOn.set(order, null);
    }
  }
  return found;
}

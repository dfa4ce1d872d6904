import { fieldOf } from '#shared/model/entity.ts';
import { toInstant } from '#shared/model/field.ts';
import type { Json, StoredRecord } from '#shared/model/record.ts';
import { customerKey, idFromKey } from '#shared/sync/ids.ts';
import { aFirm, aName, products, teams, type Rep, type Team } from './cast.ts';
import { createChance, type Chance } from './chance.ts';

/** The sample team's book: customers, orders, payments and contacts of two years, with some truths planted in it. */

const DAY_MS = 86_400_000;
const YEARS_DAYS = 730;
/** Invoices are due after so many days, and most are paid after so many. */
const DUE_AFTER_DAYS = 30;
const PAID_AFTER_DAYS = 20;
/** Device part of the sample's stamps: it belongs to no browser. */
export const SAMPLE_DEVICE = '00000000d3e0';

export type SampleSize = { readonly customers: number; readonly orders: number; readonly interactions: number };

/** What the sample needs to know of the organization. `users`: user id by e-mail; `todayMs`: midnight of today, UTC. */
export type SamplePlace = { readonly idSalt: Uint8Array; readonly users: ReadonlyMap<string, string>; readonly todayMs: number };

/** A record and the rep who holds it. */
export type SampleRecord = { readonly record: StoredRecord; readonly user: string };

/** A customer of the sample, before it has orders. */
type Player = { readonly id: string; readonly user: string; readonly email: string; readonly name: string };

/** The customers that the tour and its test look for, by what they show. */
export const planted = {
  formula: { name: 'Hannah Whitfield', email: 'hannah@littleacorn.example', firm: 'Little Acorn Nursery Supplies' },
  beerAndNappies: { name: 'Declan Fairweather', email: 'declan@cornershop.example', firm: 'Corner Shop Otley' },
  overdue: { name: 'Caroline Okafor-Whittaker', email: 'caroline@mothercraft.example', firm: 'Mothercraft North' },
  silent: { name: 'Torsten Lindenhof', email: 'torsten@lindenhof.example', firm: 'Lindenhof Kinderwelt e.K.' },
  high: { name: 'Rosalind Achterberg', email: 'rosalind@pudsey.example', firm: 'Pudsey Parents Co-operative' },
  nearlyHigh: { name: 'Beatrix Harrowgate', email: 'beatrix@harrogate.example', firm: 'Harrogate Baby House' },
} as const;

/** True for a customer of the tour: nothing is told of these beyond what they show. */
export function isPlanted(body: StoredRecord['body']): boolean {
  return Object.values(planted).some(({ email }) => body[fieldOf('emails', email)] === true);
}

/** The whole sample, deterministic for one day and organization. */
export function* tellSample(place: SamplePlace, size: SampleSize): Generator<SampleRecord> {
  const chance = createChance(20_261_122);
  const say = createWriter(place);
  const [home] = teams;
  const [rep] = home.reps;

  for (const [truth, person] of Object.entries(planted)) {
    const player = yield* say.customer(person.name, person.email, person.firm, 'Leeds', rep, YEARS_DAYS - 10);
    yield* tellPlanted(say, player, truth, size);
  }
  let orders = 0;
  let contacts = 0;
  for (let n = Object.keys(planted).length; n < size.customers; n += 1) {
    const team: Team = teams[n % teams.length] ?? home;
    const owner = team.reps[Math.floor(n / teams.length) % team.reps.length] ?? rep;
    const since = chance.between(60, YEARS_DAYS - 1);
    const player = yield* say.customer(
      aName(team, chance),
      `buyer${n}@shop${n}.example`,
      aFirm(team, chance, n),
      chance.pick(team.places),
      owner,
      since,
    );
    const left = size.customers - n;
    const ordersHere = Math.min(size.orders - orders, Math.round(((size.orders - orders) / left) * 2 * chance.share()));
    orders += yield* tellOrders(say, chance, player, since, ordersHere);
    const contactsHere = Math.min(size.interactions - contacts, Math.round(((size.interactions - contacts) / left) * 2 * chance.share()));
    for (let contact = 0; contact < contactsHere; contact += 1) {
      yield say.contact(player, chance.between(0, since), chance.pick(['email', 'phone', 'note']), contact);
      contacts += 1;
    }
  }
}

type Writer = ReturnType<typeof createWriter>;

/** Orders at a rhythm of the customer's own, with the noise that life has. */
function* tellOrders(say: Writer, chance: Chance, player: Player, sinceDays: number, count: number): Generator<SampleRecord, number> {
  const gap = Math.max(3, sinceDays / Math.max(1, count));
  let day = sinceDays;
  let told = 0;
  for (; told < count && day > 0; told += 1) {
    const lines = Array.from({ length: chance.between(1, 4) }, () => [chance.between(0, products.length - 2), chance.between(1, 40)] as const);
    yield* say.order(player, Math.floor(day), lines, true);
    day -= gap * (0.7 + 0.6 * chance.share());
  }
  return told;
}

function* tellPlanted(say: Writer, player: Player, truth: string, size: SampleSize): Generator<SampleRecord> {
  switch (truth) {
    // Formula every three weeks; today is day 18, so the next order is due in the third week.
    case 'formula':
      for (let day = 18 + 21 * 15; day >= 18; day -= 21) {
        yield* say.order(
          player,
          day,
          [
            [0, 48],
            [1, 24],
            [3, 12],
          ],
          true,
        );
      }
      break;
    // Beer and nappies in one order, again and again.
    case 'beerAndNappies':
      for (let day = 5 + 14 * 24; day >= 5; day -= 14) {
        yield* say.order(
          player,
          day,
          [
            [6, 6],
            [2, 10],
          ],
          true,
        );
      }
      break;
    // The last order was due 12 days ago and is not paid.
    case 'overdue':
      for (let day = 42 + 30 * 8; day >= 42; day -= 30) {
        yield* say.order(
          player,
          day,
          [
            [0, 20],
            [2, 30],
            [5, 8],
          ],
          day !== 42,
        );
      }
      break;
    // Bought every fortnight for a year, and not at all for the last 70 days.
    case 'silent':
      for (let day = 70 + 14 * 25; day >= 70; day -= 14) {
        yield* say.order(
          player,
          day,
          [
            [2, 24],
            [3, 6],
          ],
          true,
        );
      }
      break;
    case 'high':
      for (let day = 6 + 7 * 50; day >= 6; day -= 7) {
        yield* say.order(
          player,
          day,
          [
            [0, 96],
            [1, 96],
            [2, 60],
            [5, 20],
          ],
          true,
        );
      }
      break;
    // As many orders as the best have, and a little too little money: the cut rises with what the others order.
    case 'nearlyHigh':
      for (let day = 6 + 14 * 24; day >= 6; day -= 14) {
        yield* say.order(
          player,
          day,
          [
            [0, size.orders / size.customers > 11 ? 24 : 22],
            [4, size.orders / size.customers > 11 ? 23 : 8],
          ],
          true,
        );
      }
      break;
  }
  yield say.contact(player, 3, 'email', 0);
  yield say.contact(player, 9, 'phone', 1);
}

function createWriter({ idSalt, users, todayMs }: SamplePlace) {
  // Its own chance, so that what is planted does not move.
  const aside = createChance(20_261_128);
  let referrer: string | undefined;
  let number = 20_000;
  const instant = (daysAgo: number, hour: number): string => toInstant(todayMs - daysAgo * DAY_MS + hour * 3_600_000);
  const day = (daysAgo: number): string => instant(daysAgo, 0).slice(0, 10);
  const userOf = (rep: Rep): string => users.get(rep.email) ?? '';
  const record = (kind: string, key: string, daysAgo: number, user: string, fields: Readonly<Record<string, Json>>): SampleRecord => {
    const stamp = (todayMs - daysAgo * DAY_MS).toString(16).padStart(12, '0') + '0000' + SAMPLE_DEVICE;
    const body = { ...fields, keyedBy: key };
    return {
      user,
      record: { id: idFromKey(kind, idSalt, key), kind, body, stamps: Object.fromEntries(Object.keys(body).map((field) => [field, stamp])) },
    };
  };

  return {
    *customer(name: string, email: string, firm: string, city: string, rep: Rep, sinceDays: number): Generator<SampleRecord, Player> {
      const user = userOf(rep);
      const made = record('c', customerKey(email), sinceDays, user, {
        name,
        kind: 'person',
        [fieldOf('emails', email)]: true,
        companyName: firm,
        title: 'Buyer',
        'addresses/main': { text: city, city },
        area: teams.find(({ reps }) => reps.includes(rep))?.name ?? '',
        industry: aside.pick(['Nursery', 'Pharmacy', 'Supermarket', 'Online shop']),
        wonSource: aside.pick(['fair', 'web', 'referral', 'cold call', 'advertisement']),
        wonMeans: aside.pick(['visit', 'sample', 'letter']),
        wonCost: { minor: aside.between(5, 180) * 100, currency: 'GBP' },
        ...(referrer !== undefined && aside.share() < 0.08 ? { referredBy: referrer } : {}),
        lawfulBasis: 'contract',
        capturedAt: instant(sinceDays, 9),
        capturedBy: user,
        [fieldOf('by', user)]: true,
        [fieldOf('provenance', 'name')]: { reader: 'from-line', at: instant(sinceDays, 9), confidence: 0.99 },
      });
      yield made;
      if (referrer === undefined || aside.share() < 0.05) {
        referrer = made.record.id;
      }
      return { id: made.record.id, user, email, name };
    },

    *order(
      player: Player,
      daysAgo: number,
      lines: readonly (readonly [product: number, quantity: number])[],
      isPaid: boolean,
    ): Generator<SampleRecord> {
      number += 1;
      // What was paid long ago says nothing to anybody: only the last quarter's invoices and payments are told.
      const isInvoiced = daysAgo < 110;
      const entries = lines.map(([at, quantity], n): [string, Json] => {
        const product = products[at] ?? products[0];
        const amountMinor = product.priceMinor * quantity;
        const { name, category, unit, priceMinor } = product;
        return [
          fieldOf('lines', String(n)),
          {
            productName: name,
            category,
            unit,
            quantity,
            unitPriceMinor: priceMinor,
            amountMinor,
            costMinor: Math.round(amountMinor * 0.78),
            taxRate: 0.2,
            taxIncluded: false,
          },
        ];
      });
      const order = record('o', `sample:${number}`, daysAgo, player.user, {
        customer: player.id,
        number: `SO-${number}`,
        status: 'delivered',
        placedOn: day(daysAgo),
        currency: 'GBP',
        rep: player.user,
        ...(isInvoiced ? { invoicedOn: day(daysAgo), dueOn: day(daysAgo - DUE_AFTER_DAYS) } : {}),
        source: 'sample',
        ...Object.fromEntries(entries),
      });
      yield order;
      if (isPaid && isInvoiced && daysAgo > PAID_AFTER_DAYS) {
        const totalMinor = lines.reduce((sum, [at, quantity]) => sum + (products[at]?.priceMinor ?? 0) * quantity, 0);
        yield record('y', `sample-payment:${number}`, daysAgo - PAID_AFTER_DAYS, player.user, {
          customer: player.id,
          order: order.record.id,
          receivedOn: day(daysAgo - PAID_AFTER_DAYS),
          amountMinor: Math.round(totalMinor * 1.2),
          currency: 'GBP',
          method: 'bank transfer',
        });
      }
    },

    contact(player: Player, daysAgo: number, channel: 'email' | 'phone' | 'note', n: number): SampleRecord {
      const texts = {
        email: ['Delivery on Tuesday', 'Could you add two cartons of the oat cereal to Tuesday’s delivery?'],
        phone: ['', 'Asked about the next delivery; will call again.'],
        note: ['', 'Shelf counted; room for wipes.'],
      } as const;
      const [subject, text] = texts[channel];
      return record('i', `sample-contact:${player.id}:${daysAgo}:${n}`, daysAgo, player.user, {
        channel,
        direction: channel === 'note' ? 'none' : n % 2 === 0 ? 'in' : 'out',
        happenedAt: instant(daysAgo, 8 + (n % 9)),
        precision: 'second',
        ...(channel === 'email' ? { subject, text } : { body: text }),
        capturedWith: channel === 'email' ? 'sample' : 'hand',
        loggedBy: player.user,
        [fieldOf('participants', player.id)]: true,
        [fieldOf('participants', player.user)]: true,
        [fieldOf('by', player.user)]: true,
      });
    },
  };
}

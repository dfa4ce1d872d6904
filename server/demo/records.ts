import { fieldOf } from '#shared/model/entity.ts';
import { toInstant } from '#shared/model/field.ts';
import type { Json, StoredRecord } from '#shared/model/record.ts';
import { idFromKey } from '#shared/sync/ids.ts';
import { LEAD_EMAIL, products, teams, technicians } from './cast.ts';
import { createChance, type Chance } from './chance.ts';
import { SAMPLE_DEVICE, type SamplePlace, type SampleRecord } from './story.ts';

/** What the sample team has beside customers, orders and contacts: deals, campaigns, service, asked answers, figures. */

const DAY_MS = 86_400_000;
const SOURCES = ['fair', 'web', 'referral', 'cold call', 'advertisement'] as const;
const STAGES = ['lead', 'visit', 'offer', 'agreement'] as const;

/** A customer of the sample who may have more than orders: id, the rep who looks after it, and the team's name. */
export type Known = { readonly id: string; readonly user: string; readonly area: string };

/** Records of one day and organization, the same for everybody. `known`: customers who are not planted, in the order of the sample. */
export function* tellRecords(place: SamplePlace, known: readonly Known[]): Generator<SampleRecord> {
  const say = createTeller(place);
  const chance = createChance(20_261_127);
  yield* tellGoods(say);
  yield* tellFigures(say, chance);
  yield* tellDeals(say, chance, known);
  yield* tellCampaigns(say, chance, known);
  yield* tellService(say, chance, known);
  yield* tellAnswers(say, chance, known);
  yield* tellTalks(say, chance, known);
}

type Teller = ReturnType<typeof createTeller>;

function createTeller({ idSalt, users, todayMs }: SamplePlace) {
  const instant = (daysAgo: number, hour = 9, minute = 0): string => toInstant(todayMs - daysAgo * DAY_MS + hour * 3_600_000 + minute * 60_000);
  const lead = users.get(LEAD_EMAIL) ?? '';
  return {
    users,
    lead,
    instant,
    day: (daysAgo: number): string => instant(daysAgo, 0).slice(0, 10),
    /** The month that was so many months ago, `2026-10`. */
    month(monthsAgo: number): string {
      const today = new Date(todayMs);
      return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - monthsAgo, 1)).toISOString().slice(0, 7);
    },
    /** Days from the first of a month to today. */
    daysSince: (month: string): number => Math.round((todayMs - Date.parse(`${month}-01`)) / DAY_MS),
    idOf: (kind: string, key: string): string => idFromKey(kind, idSalt, key),
    record(kind: string, key: string, daysAgo: number, user: string, fields: Readonly<Record<string, Json>>): SampleRecord {
      const stamp = (todayMs - Math.max(0, daysAgo) * DAY_MS).toString(16).padStart(12, '0') + '0000' + SAMPLE_DEVICE;
      const body = { ...fields, keyedBy: key };
      const record: StoredRecord = {
        id: idFromKey(kind, idSalt, key),
        kind,
        body,
        stamps: Object.fromEntries(Object.keys(body).map((field) => [field, stamp])),
      };
      return { record, user };
    },
  };
}

function* tellGoods(say: Teller): Generator<SampleRecord> {
  for (const [at, name] of ['Meridian Mills', 'North Sea Brewers'].entries()) {
    yield say.record('r', `sample-supplier:${at}`, 700, say.lead, { name, leadTimeDays: at === 0 ? 14 : 21, currency: 'GBP' });
  }
  for (const [at, { name, category, unit, priceMinor }] of products.entries()) {
    yield say.record('p', `sample-product:${at}`, 700, say.lead, {
      name,
      sku: `SB-${100 + at}`,
      category,
      unit,
      currency: 'GBP',
      priceMinor,
      costMinor: Math.round(priceMinor * 0.78),
      taxRate: 0.2,
      supplier: say.idOf('r', `sample-supplier:${at === products.length - 1 ? 1 : 0}`),
      [fieldOf('counted', say.day(20))]: 24_000 + at * 2500,
      [fieldOf('deliveries', say.day(12))]: { quantity: 6000, arrivedOn: say.day(12), orderedOn: say.day(26) },
    });
  }
}

function* tellFigures(say: Teller, chance: Chance): Generator<SampleRecord> {
  for (const [currency, rate] of [
    ['EUR', 0.86],
    ['CNY', 0.105],
  ] as const) {
    yield say.record('q', `sample-rate:${currency}`, 720, say.lead, { what: 'exchange', fromDay: say.day(720), currency, into: 'GBP', rate });
  }
  yield say.record('q', 'sample-rate:hour', 720, say.lead, { what: 'hour', fromDay: say.day(720), costMinor: 3200, currency: 'GBP' });
  yield say.record('q', 'sample-rate:visit', 720, say.lead, { what: 'visit', fromDay: say.day(720), costMinor: 1800, currency: 'GBP' });
  for (const team of teams) {
    for (const rep of team.reps) {
      const user = say.users.get(rep.email) ?? '';
      for (let monthsAgo = 24; monthsAgo > 12; monthsAgo -= 1) {
        const month = say.month(monthsAgo);
        const figure = (measure: string, amount: number, over: Readonly<Record<string, Json>> = {}): SampleRecord =>
          say.record('j', `sample-base:${measure}:${rep.email}:${month}`, 720, say.lead, {
            kind: 'base',
            measure,
            month,
            rep: user,
            amount,
            ...over,
          });
        yield figure('revenue', chance.between(200, 260) * 100_000, { currency: 'GBP' });
        yield figure('win-rate', chance.between(18, 26) / 100, { of: 20 });
        yield figure('margin', chance.between(19, 22) / 100);
        yield figure('satisfaction', chance.between(33, 38) / 10);
      }
      yield say.record('j', `sample-target:${rep.email}`, 30, say.lead, {
        kind: 'target',
        measure: 'revenue',
        month: say.month(0),
        rep: user,
        amount: 28_000_000,
        currency: 'GBP',
      });
    }
  }
}

/** Deals of two years: one in three is won, the sooner the better; some still stand in their stage. */
function* tellDeals(say: Teller, chance: Chance, known: readonly Known[]): Generator<SampleRecord> {
  const count = Math.min(450, known.length);
  for (let n = 0; n < count; n += 1) {
    const customer = known[(n * 7) % known.length] ?? known[0];
    if (!customer) {
      return;
    }
    const opened = chance.between(5, 700);
    const isWon = chance.share() < 0.34;
    const steps = isWon ? STAGES.length : chance.between(1, STAGES.length);
    const pace = chance.between(4, isWon ? 14 : 26);
    const closed = opened - steps * pace;
    const reached = STAGES.slice(0, steps).filter((_, at) => opened - at * pace >= 0);
    const moves = reached.map((stage, at): [string, Json] => {
      const when = say.instant(opened - at * pace, 10, n % 60);
      return [fieldOf('stages', when), { stage, at: when, by: customer.user }];
    });
    const isOpen = closed < 0;
    yield say.record('d', `sample-deal:${n}`, opened, customer.user, {
      name: `Range ${1 + (n % 40)}`,
      customer: customer.id,
      owner: customer.user,
      pipeline: 'New range',
      stage: reached.at(-1) ?? STAGES[0],
      state: isOpen ? 'open' : isWon ? 'won' : 'lost',
      amountMinor: chance.between(40, 900) * 1000,
      currency: 'GBP',
      cost: { minor: chance.between(2, 30) * 1000, currency: 'GBP' },
      openedOn: say.day(opened),
      expectedOn: say.day(opened - 60),
      ...(isOpen ? {} : { closedOn: say.day(closed), ...(isWon ? {} : { reason: chance.pick(['price', 'no budget', 'other supplier']) }) }),
      source: chance.pick(SOURCES),
      [fieldOf('by', customer.user)]: true,
      ...Object.fromEntries(moves),
    });
  }
}

/** Letters of a year and one that runs, each to a few hundred customers, with some kept out. */
function* tellCampaigns(say: Teller, chance: Chance, known: readonly Known[]): Generator<SampleRecord> {
  const plan = say.idOf('m', 'sample-plan');
  yield say.record('m', 'sample-plan', 380, say.lead, {
    name: 'The year’s letters',
    kind: 'plan',
    goal: 'Wake customers who went quiet',
    startsOn: say.day(360),
    endsOn: say.day(0),
    budget: { minor: 1_200_000, currency: 'GBP' },
  });
  const size = Math.min(400, Math.floor(known.length / 2));
  for (const [at, startsAgo] of [330, 240, 150, 10].entries()) {
    const of = known.slice(at * 60, at * 60 + size + Math.floor(size / 4));
    const [reached, heldOut] = [of.slice(0, size), of.slice(size)];
    const id = say.idOf('m', `sample-letter:${at}`);
    yield say.record('m', `sample-letter:${at}`, startsAgo + 5, say.lead, {
      name: `Letter ${at + 1}`,
      kind: 'letter',
      plan,
      channel: 'letter',
      segment: 'all',
      textName: at % 2 === 0 ? 'plain' : 'with a gift',
      startsOn: say.day(startsAgo),
      endsOn: say.day(startsAgo - 21),
      expectedShare: 0.3,
      budget: { minor: 250_000, currency: 'GBP' },
      cost: { minor: chance.between(180, 260) * 1000, currency: 'GBP' },
      owner: say.lead,
      ...Object.fromEntries(reached.map((one) => [fieldOf('members', one.id), true])),
      ...Object.fromEntries(heldOut.map((one) => [fieldOf('holdOut', one.id), true])),
    });
    for (const [n, one] of reached.entries()) {
      const daysAgo = startsAgo - chance.between(1, 18);
      if (chance.share() < 0.12 && daysAgo >= 0) {
        yield say.record('i', `sample-reply:${at}:${n}`, daysAgo, one.user, {
          channel: 'email',
          direction: 'in',
          happenedAt: say.instant(daysAgo, 11),
          precision: 'second',
          subject: `Letter ${at + 1}`,
          text: 'Thank you; please send the list.',
          capturedWith: 'sample',
          loggedBy: one.user,
          campaign: id,
          [fieldOf('participants', one.id)]: true,
          [fieldOf('by', one.user)]: true,
        });
      }
    }
  }
}

/** Three technicians, their duty of two months, their visits, and what leads and customers say of them. */
function* tellService(say: Teller, chance: Chance, known: readonly Known[]): Generator<SampleRecord> {
  for (const [at, technician] of technicians.entries()) {
    const user = say.users.get(technician.email) ?? '';
    const area = teams[at]?.name ?? '';
    const own = known.filter((one) => one.area === area).slice(0, 60);
    for (let daysAgo = 75; daysAgo > 0; daysAgo -= 1) {
      if (![0, 6].includes(new Date(say.instant(daysAgo)).getUTCDay())) {
        const event = chance.between(1, 40);
        yield say.record('w', `sample-duty:${at}:${say.day(daysAgo)}`, daysAgo, user, {
          user,
          onDay: say.day(daysAgo),
          present: true,
          ...(event === 1 ? { late: true } : event === 2 ? { leave: true } : {}),
        });
      }
    }
    for (const monthsAgo of [2, 1]) {
      yield say.record('b', `sample-month:${at}:${monthsAgo}`, 1, user, {
        user,
        month: say.month(monthsAgo),
        area,
        leadMark: chance.between(76, 96),
        remark: 'Reliable; ask for the serial number each time.',
        by: say.lead,
      });
    }
    for (const [n, customer] of own.entries()) {
      const opened = chance.between(4, 70);
      const isSolved = chance.share() < 0.82;
      const visited = opened - chance.between(1, 3);
      yield say.record('e', `sample-equipment:${at}:${n}`, 300, customer.user, {
        customer: customer.id,
        productName: 'Bottle warmer, counter model',
        serial: `BW-${at}${String(n).padStart(4, '0')}`,
        since: say.day(chance.between(200, 700)),
        upkeepEveryDays: 180,
        nextUpkeepOn: say.day(-chance.between(1, 120)),
        [fieldOf('by', customer.user)]: true,
      });
      yield say.record('s', `sample-case:${at}:${n}`, opened, customer.user, {
        title: 'Warmer does not heat',
        kind: chance.pick(['repair', 'upkeep', 'question', 'complaint']),
        customer: customer.id,
        equipment: say.idOf('e', `sample-equipment:${at}:${n}`),
        technician: user,
        area,
        openedAt: say.instant(opened, 8),
        ...(isSolved ? { solvedAt: say.instant(visited, 15) } : {}),
        wrongInformation: chance.share() < 0.06,
        form: { attitude: chance.between(75, 100), solved: chance.between(70, 100), professional: chance.between(78, 100), onDay: say.day(visited) },
        feedback: { mark: chance.between(70, 100), onDay: say.day(Math.max(0, visited - 4)) },
        [fieldOf('visits', '0')]: {
          technician: user,
          plannedAt: say.instant(visited, 13),
          arrivedAt: say.instant(visited, 13, chance.between(0, 25)),
          leftAt: say.instant(visited, 15),
          solved: isSolved,
          judgedBy: 'customer',
        },
        [fieldOf('by', customer.user)]: true,
      });
    }
  }
}

function* tellAnswers(say: Teller, chance: Chance, known: readonly Known[]): Generator<SampleRecord> {
  const asked = known.slice(0, 500);
  for (const [n, one] of asked.entries()) {
    const askedAgo = chance.between(10, 300);
    const isAnswered = chance.share() < 0.55;
    const mark = (): number => chance.pick([2, 3, 4, 4, 4, 5, 5]);
    const said: Record<string, Json> = !isAnswered
      ? {}
      : {
          answeredOn: say.day(askedAgo - 2),
          expected: mark(),
          received: mark(),
          recommend: chance.between(4, 10),
          [fieldOf('opinions', 'advice')]: { expected: 4, received: mark() },
          [fieldOf('opinions', 'after-sales')]: { expected: 4, received: mark() },
          [fieldOf('opinions', 'communication')]: { expected: 4, received: mark() },
        };
    yield say.record('v', `sample-answer:${n}`, askedAgo, one.user, {
      survey: 'Autumn',
      kind: 'satisfaction',
      customer: one.id,
      askedOn: say.day(askedAgo),
      via: 'page',
      ...said,
    });
    if (n % 20 === 3) {
      const isFault = chance.share() < 0.5;
      yield say.record('v', `sample-voice:${n}`, askedAgo, one.user, {
        survey: 'Range',
        kind: 'product',
        customer: one.id,
        askedOn: say.day(askedAgo),
        answeredOn: say.day(askedAgo - 1),
        via: 'visit',
        productName: chance.pick([products[0].name, products[2].name]),
        attribute: chance.pick(['packing', 'size']),
        ...(isFault ? { fault: 'The packing tears in the rain.' } : { wish: 'A smaller size for the counter.' }),
      });
    }
    if (n % 5 === 0) {
      const isSpend = n % 10 === 0;
      yield say.record('v', `sample-wallet:${n}`, askedAgo, one.user, {
        survey: 'Range',
        customer: one.id,
        askedOn: say.day(askedAgo),
        answeredOn: say.day(askedAgo - 1),
        via: 'phone',
        ...(isSpend
          ? { kind: 'spend', category: 'Formula', spendMinor: chance.between(5, 60) * 100_000, spendMonths: 12, currency: 'GBP' }
          : { kind: 'suppliers', suppliers: chance.between(2, 4), rank: chance.between(1, 2) }),
      });
    }
  }
}

/** Calls and visits that say how long they took, what was asked for and sent, and talks of leads with reps. */
function* tellTalks(say: Teller, chance: Chance, known: readonly Known[]): Generator<SampleRecord> {
  for (const [n, one] of known.slice(0, 600).entries()) {
    const daysAgo = chance.between(2, 90);
    const isVisit = n % 3 === 0;
    const talk = (key: string, ago: number, hour: number, fields: Readonly<Record<string, Json>>): SampleRecord =>
      say.record('i', key, ago, one.user, {
        channel: isVisit ? 'meeting' : 'phone',
        direction: 'out',
        happenedAt: say.instant(ago, hour),
        precision: 'minute',
        capturedWith: 'hand',
        loggedBy: one.user,
        [fieldOf('participants', one.id)]: true,
        [fieldOf('participants', one.user)]: true,
        [fieldOf('by', one.user)]: true,
        ...fields,
      });
    const isAsked = n % 4 === 0;
    yield talk(`sample-talk:${n}`, daysAgo, 10, {
      durationMinutes: chance.between(5, isVisit ? 90 : 25),
      ...(isAsked ? { askedFor: 'price list' } : {}),
    });
    if (isAsked && chance.share() < 0.8) {
      const sentAgo = Math.max(0, daysAgo - chance.between(0, 3));
      yield talk(`sample-sent:${n}`, sentAgo, 16, {
        channel: 'email',
        sent: 'price list',
        answers: say.idOf('i', `sample-talk:${n}`),
        subject: 'Price list',
      });
    }
  }
  for (const team of teams) {
    for (const rep of team.reps) {
      const user = say.users.get(rep.email) ?? '';
      for (let week = 1; week <= 12; week += 1) {
        const at = (purpose: string, minutes: number, hour: number): SampleRecord =>
          say.record('i', `sample-${purpose}:${rep.email}:${week}`, week * 7, user, {
            channel: purpose === 'team' ? 'meeting' : 'note',
            direction: 'none',
            happenedAt: say.instant(week * 7, hour),
            precision: 'minute',
            capturedWith: 'hand',
            loggedBy: user,
            purpose,
            durationMinutes: minutes,
            [fieldOf('participants', user)]: true,
            ...(purpose === 'team' ? { [fieldOf('participants', say.lead)]: true } : {}),
            [fieldOf('by', user)]: true,
          });
        yield at('team', 30, 9);
        yield at('information', chance.between(20, 120), 17);
      }
    }
  }
}

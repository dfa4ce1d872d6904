import { toInstant, type Day } from '#shared/model/field.ts';
import { bytesFromHex, idFromKey } from '#shared/sync/ids.ts';
import { linkIdOf } from '#shared/sync/links.ts';
import { runAnalyses as learn } from '../../../server/services/run-analyses.ts';
import { commitAct, type Change } from '../../../extension/store/write.ts';
import type { Client } from './a-client.ts';
import { aWorld, type World } from './a-world.ts';

const DAY_MS = 86_400_000;

/** What people do; `customer` and `order` are one of a few, so that they meet. */
export type Step =
  | { readonly do: 'capture'; readonly who: number; readonly customer: number; readonly title: string }
  | {
      readonly do: 'order';
      readonly who: number;
      readonly order: number;
      readonly customer: number;
      readonly daysAgo: number;
      readonly minor: number;
    }
  | { readonly do: 'correct'; readonly who: number; readonly order: number; readonly minor: number }
  | { readonly do: 'move'; readonly who: number; readonly order: number; readonly customer: number }
  | { readonly do: 'drop'; readonly who: number; readonly order: number; readonly deleted: boolean }
  | { readonly do: 'pay'; readonly who: number; readonly order: number; readonly customer: number; readonly minor: number }
  | { readonly do: 'settle'; readonly who: number; readonly customer: number }
  | { readonly do: 'complain'; readonly who: number; readonly customer: number; readonly daysAgo: number; readonly solved: boolean }
  | { readonly do: 'link'; readonly who: number; readonly one: number; readonly other: number; readonly on: boolean }
  | { readonly do: 'sync'; readonly who: number }
  | { readonly do: 'learn' };

/** Two reps of two teams who do not share what they capture, and a lead of the first. */
export async function aTeam(): Promise<World> {
  const world = await aWorld();
  const { store } = world.server;
  const org = await store.findOrg(world.users[0]?.org ?? '');
  await store.write(async (tx) => org && tx.saveOrgSettings(org.id, { ...org, shareOnCapture: false }));
  await world.changeUser(1, { team: 'South' });
  return world;
}

/** The record of the customer with this number. */
export function customerId(client: Client, at: number): string {
  return idFromKey('c', bytesFromHex(client.identity.idSalt), `email:${at}@shop.example`);
}

/** The record of the order with this number. */
export function orderId(client: Client, at: number): string {
  return idFromKey('o', bytesFromHex(client.identity.idSalt), `number:${at}`);
}

/** The calendar day of a moment, in UTC. */
export const dayOf = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);

/** Does one step. */
export async function take(world: World, step: Step): Promise<void> {
  world.advance(1000);
  if (step.do === 'learn') {
    return learn(world.server.deps, world.users[0]?.org ?? '');
  }
  const client = world.clients[step.who];
  if (!client) {
    return undefined;
  }
  const write = async (id: string, fields: Readonly<Record<string, Change['value']>>): Promise<void> => {
    const changes = Object.entries(fields).map(([field, value]) => ({ id, kind: id.charAt(0), field, value }));
    await commitAct(client.book, 'editField', changes, client.nowMs());
  };
  const me = client.identity.user.id;
  switch (step.do) {
    case 'capture': {
      const email = `${step.customer}@shop.example`;
      return write(customerId(client, step.customer), {
        [`emails/${email}`]: true,
        title: step.title,
        [`by/${me}`]: true,
        keyedBy: `email:${email}`,
      });
    }
    case 'order':
      return write(orderId(client, step.order), {
        customer: customerId(client, step.customer),
        status: 'delivered',
        placedOn: dayOf(client.nowMs() - step.daysAgo * DAY_MS),
        dueOn: dayOf(client.nowMs() - (step.daysAgo - 30) * DAY_MS),
        currency: 'EUR',
        'lines/0': { productName: `Product ${step.order % 3}`, quantity: 1 + (step.order % 4), amountMinor: step.minor },
      });
    case 'correct':
      return write(orderId(client, step.order), {
        'lines/1': { productName: 'Late', quantity: 1, amountMinor: step.minor, costMinor: Math.floor(step.minor / 3) },
      });
    case 'move':
      return write(orderId(client, step.order), { customer: customerId(client, step.customer) });
    case 'drop':
      return write(orderId(client, step.order), { _del: step.deleted });
    case 'pay':
      return write(idFromKey('y', bytesFromHex(client.identity.idSalt), `paid:${step.order}:${step.minor}`), {
        customer: customerId(client, step.customer),
        order: orderId(client, step.order),
        receivedOn: dayOf(client.nowMs()),
        amountMinor: step.minor,
        currency: 'EUR',
      });
    case 'settle':
      return write(idFromKey('k', bytesFromHex(client.identity.idSalt), `advice/${step.customer}`), {
        customer: customerId(client, step.customer),
        rule: 'win-back',
        madeBy: 'lifecycle',
        dismissedAt: toInstant(client.nowMs()),
      });
    case 'complain':
      return write(idFromKey('s', bytesFromHex(client.identity.idSalt), `case/${step.customer}`), {
        customer: customerId(client, step.customer),
        kind: 'complaint',
        title: 'Dented tins',
        openedAt: toInstant(client.nowMs() - step.daysAgo * DAY_MS),
        solvedAt: step.solved ? toInstant(client.nowMs()) : null,
      });
    case 'link': {
      const [one, other] = [customerId(client, step.one), customerId(client, step.other)].toSorted();
      return one !== undefined && other !== undefined && one !== other
        ? write(linkIdOf(bytesFromHex(client.identity.idSalt), one, other), { one, other, on: step.on })
        : undefined;
    }
    case 'sync':
      await client.sync('good');
      return undefined;
  }
}

/** Enough of a book for tiers, rhythms and stages: 26 customers with orders every three weeks or so. */
export function aBusyBook(): readonly Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < 26; at += 1) {
    steps.push({ do: 'capture', who: at % 2, customer: at, title: 'Buyer' });
    for (let n = 0; n < 6; n += 1) {
      steps.push({ do: 'order', who: at % 2, order: at * 10 + n, customer: at, daysAgo: (6 - n) * (18 + (at % 7)), minor: 1000 + at * 997 + n * 13 });
    }
  }
  for (const at of [0, 1, 2]) {
    steps.push({ do: 'sync', who: at });
  }
  steps.push({ do: 'learn' });
  // The other team's rep knows some of the first one's customers, and one order of theirs: rows that he sees in part.
  for (const customer of [0, 2, 4]) {
    steps.push({ do: 'capture', who: 1, customer, title: 'Owner' });
    steps.push({ do: 'order', who: 1, order: customer * 10 + 3, customer, daysAgo: 9, minor: 5555 });
    steps.push({ do: 'order', who: 1, order: customer * 10 + 8, customer, daysAgo: 5, minor: 700 });
  }
  // Merged and taken apart, merged and left so, merged over three.
  for (const [who, one, other, on] of [
    [0, 0, 2, true],
    [2, 0, 2, false],
    [1, 1, 3, true],
    [0, 4, 6, true],
    [0, 6, 8, true],
    [2, 4, 6, false],
    [2, 4, 6, true],
  ] as const) {
    steps.push({ do: 'sync', who }, { do: 'link', who, one, other, on }, { do: 'sync', who });
  }
  // Edits of what was learnt from long before.
  steps.push(
    { do: 'correct', who: 0, order: 101, minor: 77_000 },
    { do: 'move', who: 0, order: 123, customer: 0 },
    { do: 'drop', who: 1, order: 51, deleted: true },
    { do: 'drop', who: 1, order: 52, deleted: true },
    { do: 'drop', who: 1, order: 52, deleted: false },
    { do: 'pay', who: 0, order: 103, customer: 10, minor: 4000 },
    { do: 'settle', who: 0, customer: 10 },
    { do: 'complain', who: 0, customer: 12, daysAgo: 4, solved: false },
    { do: 'complain', who: 1, customer: 12, daysAgo: 9, solved: false },
  );
  return steps;
}

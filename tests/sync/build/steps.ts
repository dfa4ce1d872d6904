import fc from 'fast-check';
import { customerKey, idFromKey, bytesFromHex } from '#shared/sync/ids.ts';
import { linkIdOf } from '#shared/sync/links.ts';
import { AppError } from '#shared/errors.ts';
import { commitAct, undoAct, type Change } from '../../../extension/store/write.ts';
import type { Client, Weather } from './a-client.ts';
import { WEATHERS } from './a-client.ts';
import type { World } from './a-world.ts';

const EMAILS = ['a@b.example', 'c@d.example'] as const;
const DAY_MS = 86_400_000;

/** One thing that happens. `who` names a browser or its user. */
export type Step =
  | { readonly do: 'capture'; readonly who: number; readonly email: string; readonly name: string }
  | { readonly do: 'mail'; readonly who: number; readonly email: string; readonly subject: string; readonly private: boolean }
  | { readonly do: 'edit'; readonly who: number; readonly email: string; readonly field: string; readonly value: string | boolean | null }
  | { readonly do: 'undo' | 'restart' | 'revoke'; readonly who: number }
  | { readonly do: 'link'; readonly who: number; readonly on: boolean }
  | { readonly do: 'sync'; readonly who: number; readonly weather: Weather }
  | { readonly do: 'die'; readonly who: number; readonly step: number }
  | { readonly do: 'edit while syncing'; readonly who: number; readonly email: string; readonly value: string }
  | { readonly do: 'clock'; readonly who: number; readonly skewMs: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'team'; readonly who: number; readonly team: string }
  | { readonly do: 'role'; readonly who: number; readonly role: string }
  | { readonly do: 'move'; readonly who: number; readonly email: string; readonly into: boolean }
  | { readonly do: 'own'; readonly who: number; readonly email: string }
  | { readonly do: 'purge'; readonly email: string }
  | { readonly do: 'back up' | 'restore' | 'expire' };

const who = fc.nat(2);
const email = fc.constantFrom(...EMAILS);
const text = fc.constantFrom('x', 'y', 'zz');

/** Any step; what people do often is often among them. */
export const aStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('capture' as const), who, email, name: text }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('mail' as const), who, email, subject: text, private: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      who,
      email,
      field: fc.constantFrom('name', 'title', 'tags/a', '_del', 'novel', 'owner', 'capturedAt'),
      value: fc.constantFrom('x', 'y', true, false, null),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'restart' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('revoke' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('link' as const), who, on: fc.boolean() }) },
  { weight: 10, arbitrary: fc.record({ do: fc.constant('sync' as const), who, weather: fc.constantFrom(...WEATHERS) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('die' as const), who, step: fc.nat(40) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit while syncing' as const), who, email, value: text }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('clock' as const),
      who,
      skewMs: fc.constantFrom(0, 30_000, -3_600_000, 3_600_000, -365 * DAY_MS, 365 * DAY_MS),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(0, 1, 1000, 3_600_000, 2 * DAY_MS) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('team' as const), who, team: fc.constantFrom('North', 'South') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('role' as const), who, role: fc.constantFrom('rep', 'lead', 'admin', 'service') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('move' as const), who, email, into: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('own' as const), who, email }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('purge' as const), email }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('back up' as const, 'restore' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const) }) },
);

/** The record of a customer who was captured with this address. */
export function customerOf(client: Client, address: string): string {
  return idFromKey('c', bytesFromHex(client.identity.idSalt), customerKey(address));
}

function changesOf(id: string, fields: Readonly<Record<string, Change['value']>>): readonly Change[] {
  return Object.entries(fields).map(([field, value]) => ({ id, kind: id.charAt(0), field, value }));
}

/** Does one step. */
export async function take(world: World, step: Step, acts: Map<Client, number[]>): Promise<void> {
  world.advance(3);
  const client = 'who' in step ? world.clients[step.who] : undefined;
  const write = async (changes: readonly Change[]): Promise<void> => {
    if (client) {
      acts.set(client, [...(acts.get(client) ?? []), await commitAct(client.book, 'editField', changes, client.nowMs())]);
    }
  };
  if (step.do === 'back up') {
    return world.backUp();
  }
  if (step.do === 'restore') {
    return world.restore();
  }
  if (step.do === 'expire') {
    world.advance(181 * DAY_MS);
    return world.expire();
  }
  if (step.do === 'wait') {
    return world.advance(step.ms);
  }
  if (step.do === 'purge') {
    return world.clients[0] && world.purge(customerOf(world.clients[0], step.email));
  }
  if (!client) {
    return undefined;
  }
  const me = client.identity.user.id;
  switch (step.do) {
    case 'capture': {
      const id = customerOf(client, step.email);
      return write(changesOf(id, { name: step.name, [`emails/${step.email}`]: true, [`by/${me}`]: true, keyedBy: customerKey(step.email) }));
    }
    case 'mail': {
      const id = idFromKey('i', bytesFromHex(client.identity.idSalt), `mid:${step.email}`);
      const fields = {
        subject: step.subject,
        [`participants/${customerOf(client, step.email)}`]: true,
        [`participants/${me}`]: true,
        [`by/${me}`]: true,
      };
      return write(changesOf(id, step.private ? { ...fields, private: true } : fields));
    }
    case 'edit':
      return write(changesOf(customerOf(client, step.email), { [step.field]: step.value }));
    case 'link': {
      const [one, other] = EMAILS.map((address) => customerOf(client, address)).toSorted();
      return one !== undefined && other !== undefined
        ? write(changesOf(linkIdOf(bytesFromHex(client.identity.idSalt), one, other), { one, other, on: step.on }))
        : undefined;
    }
    case 'undo': {
      const act = acts.get(client)?.pop();
      // After an end of access the book has no acts any more.
      return act === undefined ? undefined : undoAct(client.book, act, client.nowMs()).catch(allowNothingToUndo);
    }
    case 'sync':
      await client.sync(step.weather);
      return undefined;
    case 'die':
      return client.syncAndDie(step.step);
    case 'edit while syncing':
      await Promise.all([client.sync('good'), write(changesOf(customerOf(client, step.email), { title: step.value }))]);
      return undefined;
    case 'restart':
      return client.restart();
    case 'revoke':
      acts.delete(client);
      return world.revoke(step.who);
    case 'clock':
      client.skewMs = step.skewMs;
      return undefined;
    case 'team':
      return world.changeUser(step.who, { team: step.team });
    case 'role':
      return world.changeUser(step.who, { role: step.role });
    case 'own':
      return world.own(customerOf(client, step.email), step.who);
    case 'move':
      return world.moveRecord(customerOf(client, step.email), step.who, step.into);
  }
}

function allowNothingToUndo(error: unknown): void {
  if (!(error instanceof AppError && error.code === 'nothing-to-undo')) {
    throw error;
  }
}

/** Syncs all browsers until nothing moves. */
export async function drain(world: World): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    for (const client of world.clients) {
      world.advance(11);
      const failure = await client.sync('good');
      if (failure !== null) {
        throw new Error(`a drained client does not sync: ${failure}`);
      }
    }
  }
}

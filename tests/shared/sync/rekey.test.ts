import { describe, expect, it } from 'vitest';
import type { StoredRecord } from '#shared/model/record.ts';
import { idFromKey } from '#shared/sync/ids.ts';
import { rekey } from '#shared/sync/rekey.ts';

const oldSalt = new Uint8Array(32).fill(1);
const newSalt = new Uint8Array(32).fill(2);
const stamp = (device: string): string => `${'0'.repeat(11)}10000${device}`;
const customer = idFromKey('c', oldSalt, 'email:a@b.example');
const mail = idFromKey('i', oldSalt, 'mid:1|a@b.example');
const records: readonly StoredRecord[] = [
  {
    id: customer,
    kind: 'c',
    body: { keyedBy: 'email:a@b.example', name: 'Anna' },
    stamps: { keyedBy: stamp('a'.repeat(12)), name: stamp('a'.repeat(12)) },
  },
  {
    id: mail,
    kind: 'i',
    body: { keyedBy: 'mid:1|a@b.example', [`participants/${customer}`]: true, 'participants/u1': true, loggedBy: 'u1' },
    stamps: { keyedBy: stamp('a'.repeat(12)) },
  },
];

describe('a local book that joins an organization', () => {
  const moved = rekey(records, { idSalt: newSalt, device: 'b'.repeat(12), users: new Map([['u1', 'u2']]) });

  it('gets the ids that a colleague would derive there', () => {
    expect(moved.map((record) => record.id)).toEqual([idFromKey('c', newSalt, 'email:a@b.example'), idFromKey('i', newSalt, 'mid:1|a@b.example')]);
  });

  it('keeps every mention of a record and a user pointing at it', () => {
    expect(moved[1]?.body).toMatchObject({
      [`participants/${idFromKey('c', newSalt, 'email:a@b.example')}`]: true,
      'participants/u2': true,
      loggedBy: 'u2',
    });
    expect(JSON.stringify(moved)).not.toContain(customer);
  });

  it('renames a key that names another record, wherever that stands in the book', () => {
    const key = `reorder/${customer}/2026-11-02`;
    const task: StoredRecord = { id: idFromKey('k', oldSalt, key), kind: 'k', body: { keyedBy: key, customer }, stamps: {} };
    const there = idFromKey('c', newSalt, 'email:a@b.example');
    const [first] = rekey([task, ...records], { idSalt: newSalt, device: 'b'.repeat(12), users: new Map() });
    expect(first).toMatchObject({
      id: idFromKey('k', newSalt, `reorder/${there}/2026-11-02`),
      body: { keyedBy: `reorder/${there}/2026-11-02`, customer: there },
    });
  });

  it('speaks with the new device', () => {
    expect(moved[0]?.stamps['name']).toBe(stamp('b'.repeat(12)));
  });
});

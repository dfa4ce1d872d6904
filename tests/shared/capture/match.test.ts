import { expect, test } from 'vitest';
import { matchByAddress } from '#shared/capture/match.ts';

const known = new Map([
  ['mira@holt.example', `c${'a'.repeat(26)}`],
  ['jörg@xn--mnchen-3ya.example', `c${'b'.repeat(26)}`],
]);
const lookup = (email: string): string | undefined => known.get(email);

test('people are matched by their whole address in its normal form', () => {
  const people = [
    { role: 'from', name: 'X', email: 'MIRA@holt.example' },
    { role: 'to', name: 'Y', email: 'jörg@münchen.example' },
  ] as const;
  expect(matchByAddress(people, lookup).map(({ customer, reason }) => [customer?.slice(0, 2), reason])).toEqual([
    ['ca', 'address'],
    ['cb', 'address'],
  ]);
});

test('trap: a known name with another address is nobody that we know', () => {
  const people = [{ role: 'from', name: 'mira@holt.example', email: 'mira@holt.example.evil.example' }] as const;
  expect(matchByAddress(people, lookup)).toEqual([{ person: people[0], customer: null, reason: 'unknown' }]);
});

import { describe, expect, test } from 'vitest';
import { linesFromBook, toBook } from '#shared/analysis/core/book.ts';
import { runAnalyses } from '#shared/analysis/run.ts';
import { checkField } from '#shared/model/registry.ts';
import type { StoredRecord } from '#shared/model/record.ts';
import { toDayNumber } from '#shared/analysis/core/calendar.ts';
import { LEAD_EMAIL, teams, technicians } from '../../../server/demo/cast.ts';
import { tellRecords, type Known } from '../../../server/demo/records.ts';
import { isPlanted, tellSample } from '../../../server/demo/story.ts';

const idSalt = new Uint8Array(32).fill(5);
const people = [
  ...teams.flatMap((team) => team.reps.map((rep) => ({ ...rep, role: 'rep' }))),
  ...technicians.map((one) => ({ ...one, role: 'service' })),
];
const users = new Map([
  ...people.map(({ email }, at): [string, string] => [email, `u${String(at).padStart(32, '0')}`]),
  [LEAD_EMAIL, `u${'9'.repeat(32)}`],
]);
const asOf = '2026-11-24';
const place = { idSalt, users, todayMs: Date.parse(asOf) };

function tellAll(): readonly StoredRecord[] {
  const records: StoredRecord[] = [];
  const known: Known[] = [];
  for (const { record, user } of tellSample(place, { customers: 600, orders: 6000, interactions: 1200 })) {
    records.push(record);
    const { area } = record.body;
    if (record.kind === 'c' && typeof area === 'string' && !isPlanted(record.body)) {
      known.push({ id: record.id, user, area });
    }
  }
  for (const { record } of tellRecords(place, known)) {
    records.push(record);
  }
  const stamp = '0'.repeat(28);
  const accounts = [...people, { email: LEAD_EMAIL, name: 'Lead', role: 'admin' }].map(({ email, name, role }): StoredRecord => {
    const team = teams.find(({ reps }) => reps.some((rep) => rep.email === email));
    const body = { name, email, role, ...(team === undefined ? {} : { team: `t${String(teams.indexOf(team)).padStart(32, '0')}` }) };
    return { id: users.get(email) ?? '', kind: 'u', body, stamps: Object.fromEntries(Object.keys(body).map((field) => [field, stamp])) };
  });
  return [...records, ...accounts];
}

describe('the records of the sample team', () => {
  const records = tellAll();

  test('fit the model, each once', () => {
    const bad = records.flatMap(({ kind, body }) =>
      Object.entries(body).flatMap(([field, value]) => {
        const checked = checkField(kind, field, value);
        return checked.ok ? [] : [[kind, field, checked.error]];
      }),
    );
    expect(bad).toEqual([]);
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
  });

  test('give every analysis that they are for something to say', () => {
    const book = toBook(records, { zone: 'Europe/London', currency: 'GBP' });
    const results = runAnalyses(linesFromBook(book), toDayNumber(asOf) ?? 0, { book });
    const silent = Object.entries(results).flatMap(([id, result]) =>
      result.enough ? [] : [[id, 'failed' in result ? result.failed : result.missing]],
    );
    // What a tier brings is the team's to set.
    expect(silent).toEqual([]);
    expect(results['performance.service-score']).toMatchObject({
      month: '2026-10',
      areas: [{ incomplete: 0 }, { incomplete: 0 }, { incomplete: 0 }],
    });
    expect(results['promotion.campaign']).toMatchObject({
      campaigns: [{ state: 'ended' }, { state: 'ended' }, { state: 'ended' }, { state: 'running' }],
      plans: [{ campaigns: 4 }],
    });
    expect(results['product.supply']).toMatchObject({ enough: true });
  });
});

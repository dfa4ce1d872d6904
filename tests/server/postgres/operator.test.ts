import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { aProcessEnv, run } from '../build/a-process.ts';
import { run as runSql } from '../build/a-postgres.ts';
import { aDatabaseUrl, aFolder } from '../build/a-server.ts';

const Books = v.looseObject({ ok: v.boolean(), books: v.array(v.looseObject({ records: v.number(), digest: v.string() })) });

test('on PostgreSQL the book is verified and its customers erased; its copies are left to its own tools, plainly', { timeout: 120_000 }, async () => {
  const url = (await aDatabaseUrl()) ?? '';
  const folder = aFolder();
  const env = { ...aProcessEnv(folder), SIDEBOOK_DATABASE_URL: url };
  const sidebook = (...args: readonly string[]) => run('sidebook.mjs', args, env);
  const verified = async () => v.parse(Books, JSON.parse((await sidebook('verify', '--json')).out));
  await sidebook('user', 'add', '--email', 'ann@team.example', '--role', 'admin', '--team', 'North');
  writeFileSync(join(folder, 'orders.csv'), 'customer,date,order,product,amount,currency,email\nC1,2026-01-10,1,Tin,10,EUR,jo@acme.example');
  await sidebook('import', join(folder, 'orders.csv'));
  const before = await verified();
  expect(before).toMatchObject({ ok: true, flaws: [] });
  // The digest is the one of an export, so that one can be held against the other.
  const exported = v.parse(
    v.looseObject({ digest: v.string() }),
    JSON.parse((await sidebook('export', '--out', join(folder, 'b.jsonl'), '--json')).out),
  );
  expect(before.books[0]?.digest).toBe(exported.digest);
  expect((await sidebook('erase', 'jo@acme.example', '--yes')).code).toBe(0);
  expect(await verified()).toMatchObject({ ok: true });
  for (const command of [['backup'], ['restore', join(folder, 'b.jsonl')]]) {
    const { code, err } = await sidebook(...command);
    expect([code, err.includes('The book lies in PostgreSQL, whose own tools')]).toEqual([2, true]);
  }
  const epochs = (): Promise<unknown> => runSql(url, 'SELECT epoch FROM org');
  const epoch = await epochs();
  expect((await sidebook('restore', '--new-history')).code).toBe(0);
  expect(await epochs()).not.toEqual(epoch);
  const doctor = await sidebook('doctor');
  expect([doctor.code, doctor.out.includes('PostgreSQL 1'), existsSync(join(folder, 'data'))]).toEqual([0, true, false]);
  await runSql(url, 'UPDATE org SET seq = 1');
  const bad = await sidebook('verify');
  expect([bad.code, bad.out.includes('a number that was never given')]).toEqual([1, true]);
  const away = await run('sidebook.mjs', ['doctor'], { ...env, SIDEBOOK_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
  expect([away.code, away.out.includes('Nothing answers at the address')]).toEqual([1, true]);
});

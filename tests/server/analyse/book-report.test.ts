import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { JSDOM } from 'jsdom';
import { expect, test } from 'vitest';
import { exportBookFile } from '../../../server/book-files.ts';
import { fillSample } from '../../../server/demo/fill.ts';
import { aFolder, aServer } from '../build/a-server.ts';

const program = path.resolve(import.meta.dirname, '../../../server/analyse.mjs');

/** A sample team's book, analysed and printed by the command, in the language of a locale. */
function print(book: string, folder: string, locale: string) {
  const out = path.join(folder, `${locale}.html`);
  const run = spawnSync(process.execPath, [program, '--book', book, '--html', out, '--locale', locale], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  expect([run.status, run.stderr]).toEqual([0, '']);
  const { document } = new JSDOM(readFileSync(out, 'utf8')).window;
  const textOf = (id: string): string => document.getElementById(id)?.textContent ?? '';
  return { results: JSON.parse(run.stdout).results, document, textOf };
}

test('the printed report of a book tells every analysis in words and tables, and calls people by their names', { timeout: 120_000 }, async () => {
  const server = await aServer();
  await fillSample(server.deps, { customers: 300, orders: 3000, interactions: 1500 }, () => undefined);
  const folder = aFolder();
  const book = path.join(folder, 'team.book');
  await exportBookFile(server.deps, book);

  const { results, document, textOf } = print(book, folder, 'en-GB');
  const page = document.body.textContent ?? '';
  // No id of a customer, a user or a campaign, and no name of a field, stands where a person reads.
  expect(page.match(/\b[cum][a-z2-7]{26}\b|\bu0[0-9a-f]{31}\b/gu) ?? []).toEqual([]);
  expect(page.match(/\b[a-z]+Minor\b|\bundefined\b|\bNaN\b|\[object/gu) ?? []).toEqual([]);

  const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP', maximumFractionDigits: 0 });
  const exact = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' });
  const technicians = results['performance.service-score'].technicians;
  expect(technicians).toHaveLength(3);
  for (const { name, bonusMinor } of technicians) {
    expect(textOf('performance.service-score')).toContain(name);
    expect(textOf('performance.service-score')).toContain(exact.format(bonusMinor / 100));
  }
  for (const { name, interactions } of results['performance.rep-measures'].reps) {
    expect([name, textOf('performance.rep-measures').includes(name)]).toEqual([name, interactions > 0]);
  }
  expect(textOf('profiling.payments')).toContain(pounds.format(results['profiling.payments'].openMinor / 100));
  expect(textOf('profitability.wallet-share')).toContain(pounds.format(results['profitability.wallet-share'].winning.revenueMinor / 100));
  for (const { source, revenueMinor } of results['prospecting.sources'].bySource) {
    expect(textOf('prospecting.sources')).toContain(source);
    expect(textOf('prospecting.sources')).toContain(pounds.format(revenueMinor / 100));
  }
  const campaigns: readonly { readonly name: string; readonly reading: string }[] = results['promotion.campaign'].campaigns;
  expect(campaigns.filter(({ name }) => !textOf('promotion.campaign').includes(name))).toEqual([]);
  const ofNoEffect = campaigns.filter(({ reading }) => reading === 'response-not-effect');
  expect(textOf('promotion.campaign').split('it is a response, not an effect').length - 1).toBe(ofNoEffect.length);
  expect(textOf('performance.outcome')).toContain('It is a difference, not an effect');
  // Shares differ by points and not by per cent, and months are written out.
  const { difference } = results['performance.outcome'].measures.find(({ measure }: { readonly measure: string }) => measure === 'win-rate');
  const points = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  expect(textOf('performance.outcome')).toContain(`${points.format(difference * 100).replace('-', '\u2212')} points`);
  expect(textOf('performance.outcome')).not.toMatch(/\d{4}-\d{2}/u);

  // In another language nothing of English stays but what the book itself says.
  const chinese = print(book, folder, 'zh-TW');
  const heads = [...chinese.document.querySelectorAll('h2, h3, thead th, dt')].map(({ textContent }) => textContent ?? '');
  const names = new Set([...results['performance.rep-measures'].reps].map(({ name }) => name));
  expect(heads.filter((head) => /^[A-Za-z][a-z ]{3,}/u.test(head) && !names.has(head))).toEqual([]);
});

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(path.join(tmpdir(), 'sidebook-analyse-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const table = path.join(folder, 'lines.csv');
writeFileSync(
  table,
  [
    'customer,date,product,amount',
    'A,2026-01-01,tin,10',
    'A,2026-01-21,tin,10',
    'A,2026-02-11,tin,10',
    'A,2026-02-31,tin,10',
    'A,2026-03-04,tin,ten',
    'A,2026-03-04,tin,10',
  ].join('\n'),
);

function analyse(...args: string[]) {
  const run = spawnSync(process.execPath, [path.join(root, 'server/analyse.mjs'), ...args], { encoding: 'utf8' });
  return { status: run.status, stderr: run.stderr, report: run.stdout.startsWith('{') ? JSON.parse(run.stdout) : run.stdout };
}

describe('npm run analyse', () => {
  it('prints one object: the day, the lines, those that are bad by number, the customers and the results', () => {
    const { status, stderr, report } = analyse(table);
    expect([status, stderr]).toEqual([0, '']);
    expect(report).toMatchObject({
      asOf: '2026-03-04',
      lines: 4,
      badLines: {
        count: 2,
        lines: [
          { line: 5, reason: 'date-invalid' },
          { line: 6, reason: 'amount-invalid' },
        ],
      },
      customers: 1,
    });
    expect(report.results['product.reorder']).toMatchObject({
      enough: true,
      customers: [{ customer: 'A', product: 'tin', medianGap: 21, due: '2026-03-25', remindOn: '2026-03-18', n: 3 }],
    });
    expect(report.results['profiling.level']).toMatchObject({ enough: false, missing: [{ what: 'customers', have: 1, needed: 20 }] });
    expect(report.results['profitability.margin']).toMatchObject({ enough: false, missing: [{ what: 'cost' }] });
  });

  it('runs what is asked for, as of a day, with parameters', () => {
    const { report } = analyse('--only', 'product.reorder,no.such', '--as-of', '2026-04-10', '--params', '{"product.reorder":{"leadDays":3}}', table);
    expect(Object.keys(report.results)).toEqual(['product.reorder', 'no.such']);
    expect(report.asOf).toBe('2026-04-10');
    expect(report.results['product.reorder'].customers[0].due > '2026-04-10').toBe(true);
    expect(report.results['no.such']).toMatchObject({ enough: false, reason: 'There is no analysis of this id.' });
  });

  it('answers the rest when one fails for its parameters, and says which', () => {
    const { status, stderr, report } = analyse('--params', '{"profiling.level":{"highShare":7}}', table);
    expect([status, report.results['product.reorder'].enough, report.results['profiling.level'].enough]).toEqual([1, true, false]);
    expect(stderr).toMatch(/^profiling\.level failed: .+\n$/u);
  });

  it.each([
    [['--book', 'all.jsonl', table], 'Give one table of order lines'],
    [['--html', 'out.html', '--locale', 'not_a_locale', table], '--locale must be one'],
    [[], 'Give one table'],
    [['--as-of', '2026-02-30', table], '--as-of must be a day'],
    [['--params', '{', table], '--params is no JSON'],
    [['--params', '[]', table], '--params must be an object'],
    [['--wrong', table], '--wrong'],
  ])('says in a sentence what is wrong with %j', (args, sentence) => {
    const { status, stderr, report } = analyse(...args);
    expect([status, report]).toEqual([2, '']);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('tells a file that is not there, a folder, and a table without its columns', () => {
    const bare = path.join(folder, 'bare.csv');
    writeFileSync(bare, 'name,when\nA,2026-01-01\n');
    for (const [file, sentence] of [
      [path.join(folder, 'none.csv'), 'no such file'],
      [folder, 'a folder'],
      [bare, 'no column customer and date'],
    ] as const) {
      const { status, stderr } = analyse(file);
      expect(status).toBe(1);
      expect(stderr).toContain(sentence);
    }
  });

  it('never installs: without packages it says so and exits with 2', () => {
    const clone = path.join(folder, 'clone');
    mkdirSync(path.join(clone, 'server'), { recursive: true });
    cpSync(path.join(root, 'server/analyse.mjs'), path.join(clone, 'server/analyse.mjs'));
    const run = spawnSync(process.execPath, [path.join(clone, 'server/analyse.mjs'), table], { encoding: 'utf8' });
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('not installed');
  });
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { JSDOM } from 'jsdom';
import { afterAll, describe, expect, it } from 'vitest';
import { toDay } from '#shared/analysis/core/calendar.ts';
import { SEGMENT_NAMES } from '#shared/analysis/profiling/rfm.ts';
import { analyses } from '#shared/analysis/registry.ts';
import { textsFor } from '#shared/text/index.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(path.join(tmpdir(), 'sidebook-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const evil = '<img src=x onerror=alert(1)>';
const rows = Array.from({ length: 30 }, (_, customer) =>
  Array.from({ length: 18 }, (__, at) => {
    const day = toDay(20_020 + at * 30 + (customer % 20));
    return `${customer === 0 ? `"${evil}"` : `C${customer}`},${day},${customer % 2 === 0 ? 'tin' : 'tea'},${1 + (customer % 3)},${10 + customer}.50,GBP,web`;
  }),
).flat();
const table = path.join(folder, 'lines.csv');
writeFileSync(table, ['customer,date,product,quantity,amount,currency,channel', ...rows].join('\n'));

function write(...args: string[]) {
  const out = path.join(folder, 'out.html');
  const run = spawnSync(process.execPath, [path.join(root, 'server/analyse.mjs'), '--html', out, ...args], { encoding: 'utf8' });
  const page = readFileSync(out, 'utf8');
  return { run, page, document: new JSDOM(page).window.document };
}

describe('npm run analyse -- --html', () => {
  const { run, page, document } = write(table);

  it('writes a page beside the JSON, in which every analysis has its place', () => {
    expect([run.status, run.stderr]).toEqual([0, '']);
    const { results } = JSON.parse(run.stdout);
    const placed = [...document.querySelectorAll('section.block')].map(({ id }) => id);
    expect(placed.toSorted()).toEqual(Object.keys(results).toSorted());
    expect([...document.querySelectorAll('h2')].map(({ id }) => id)).toEqual([
      'profiling',
      'persistency',
      'profitability',
      'performance',
      'prospecting',
      'product',
      'promotion',
      'advice',
    ]);
  });

  it('needs nothing but itself, and runs nothing', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|@import|url\((?!#hatch)/iu);
    expect(page.match(/https?:/giu)).toBeNull();
    expect(document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content')).toContain("default-src 'none'");
  });

  it('names from the table are text, whatever they look like', () => {
    expect(document.querySelector('img')).toBeNull();
    expect(document.body.textContent).toContain(evil);
  });

  it('names for each analysis its method, and in words what is missing where there is too little', () => {
    const { results } = JSON.parse(run.stdout);
    for (const block of document.querySelectorAll('section.block')) {
      const { enough, method } = results[block.id];
      expect([block.id, block.textContent?.includes(method)]).toEqual([block.id, true]);
      expect([block.id, block.textContent?.includes('Not enough yet.')]).toEqual([block.id, !enough]);
    }
    expect(document.getElementById('persistency.quadrant')?.textContent).toContain('What is missing: no asked answers.');
  });

  it('draws charts with a sentence, and hatches the month that is not over', () => {
    const chart = document.getElementById('prospecting.trend')?.querySelector('svg[role="img"]');
    expect(chart?.getAttribute('aria-label')).toMatch(/^Customers who bought in each of \d+ periods/u);
    expect(chart?.querySelectorAll('rect.open')).toHaveLength(1);
    expect(chart?.querySelectorAll('circle.dot')).toHaveLength(3);
  });

  it('is written in the reader’s language', () => {
    const chinese = write('--locale', 'zh-TW', table).document;
    expect(chinese.documentElement.lang).toBe('zh-Hant');
    expect(chinese.querySelector('h2')?.textContent).toBe('客戶輪廓');
  });

  it('says in a sentence that the page cannot be written, and still prints', () => {
    const failed = spawnSync(process.execPath, [path.join(root, 'server/analyse.mjs'), '--html', path.join(folder, 'no/such/out.html'), table], {
      encoding: 'utf8',
    });
    expect([failed.status, failed.stdout.startsWith('{'), failed.stderr.trim().split('\n').length]).toEqual([1, true, 1]);
    expect(failed.stderr).toContain('cannot be written');
  });
});

describe('the words of the report', () => {
  it.each(['zh-CN', 'zh-TW'])('%s has a name for every segment', (locale) => {
    const { report } = textsFor(locale);
    expect(SEGMENT_NAMES.filter((name) => report.segmentName(name) === name)).toEqual([]);
  });

  it.each(['en', 'zh-CN', 'zh-TW'])('%s has a name for every analysis', (locale) => {
    const { report } = textsFor(locale);
    expect(analyses.map(({ id }) => id).filter((id) => report.names(id) === id)).toEqual([]);
  });
});

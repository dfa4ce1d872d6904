import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readCsv } from '#shared/import/csv.ts';
import { textsFor } from '#shared/text/index.ts';
import type { MonthReply } from '#shared/wire/months.ts';
import { App } from '../../server/console/App.tsx';
import { writeMonthCsv } from '../../server/console/months/month-csv.ts';
import { readMark } from '../../server/console/months/read-mark.ts';
import { answerOf } from './gallery/sample-console.ts';
import { monthOf } from './gallery/sample-months.ts';
import { button, faults, find, key, press, settle, write } from './mount.tsx';

vi.setConfig({ testTimeout: 30_000 });

const LIN = `u${'7'.repeat(32)}`;
const LONG = `u${'8'.repeat(32)}`;

/** Who looks at the pages, and what was asked of the server. */
let me: { id: string; role: string } | undefined;
let asked: { readonly path: string; readonly body: unknown }[] = [];
let reply: MonthReply | undefined;
let refusal: string | undefined;

beforeEach(() => {
  [me, asked, reply, refusal] = [undefined, [], undefined, undefined];
  sessionStorage.clear();
  vi.stubGlobal('fetch', (input: string, options: RequestInit = {}) => {
    const url = new URL(input, 'http://localhost');
    const path = url.pathname.slice('/api/v1'.length);
    if (typeof options.body === 'string') {
      asked.push({ path, body: JSON.parse(options.body) });
      if (refusal !== undefined) {
        return Promise.resolve(Response.json({ code: refusal, message: '', details: {}, requestId: '' }, { status: 409 }));
      }
    }
    const { status, body } = answerOf(path, url.searchParams, options.method ?? 'GET');
    if (path === '/session' && me !== undefined) {
      return Promise.resolve(Response.json({ user: { ...me, name: 'Me', email: 'me@team.example', team: 't1' }, organization: 'Acorn' }));
    }
    return Promise.resolve(Response.json(path.startsWith('/months') ? (reply ?? body) : body, { status }));
  });
});
afterEach(() => vi.unstubAllGlobals());

async function open(path: string): Promise<void> {
  history.replaceState(null, '', path);
  settle(() => render(<App />, document.body));
  await vi.waitFor(() => find('h1'));
  await vi.waitFor(() => expect(document.body.textContent).toMatch(/2026/u));
}

const rows = (): string[][] =>
  [...document.querySelectorAll('.mon-t tbody tr')].map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent));

describe('the technicians’ month', () => {
  test('shows each area with its pool, marks, score and state, and what is not known as not known', async () => {
    await open('/months');
    expect(rows()[0]).toEqual(['林怡君', '96', '90', '85', '86', '87.5', '–not known', 'open']);
    expect(rows()[1]?.slice(3)).toEqual(['–not known', '–not known', '–not known', '–not known', 'open, lacks 2 parts']);
    expect(document.body.textContent).toContain('Pool £1,000.00: 1 ‰ of net collections of £1,000,000.00.');
    expect(document.body.textContent).toContain('No collections of the area are in the book for this month');
    expect(await faults()).toEqual([]);
  });

  test('is closed after it was said who gets nothing and that it cannot be undone', async () => {
    await open('/months');
    press(button('Close October 2026'));
    expect(find('.sure-m').textContent).toContain('This cannot be undone.');
    expect(find('.sure-m').textContent).toContain('Without a score, and so without a share: Maximilian von Hohenstein-Waldburg.');
    press(button('Not yet'));
    expect(document.querySelector('.sure-m')).toBeNull();
    expect(asked).toEqual([]);
    press(button('Close October 2026'));
    press(button('Close the month'));
    await vi.waitFor(() => expect(document.body.textContent).toContain('confirmed by both'));
    expect(asked).toEqual([{ path: '/months/close', body: { month: '2026-10', area: '北區', withoutScore: [LONG] } }]);
    expect(document.body.textContent).not.toContain('Close September');
  });

  test('says why it was not closed, and stays as it is', async () => {
    refusal = 'month-changed';
    await open('/months');
    press(button('Close October 2026'));
    press(button('Close the month'));
    await vi.waitFor(() => expect(find('[role="alert"]').textContent).toContain('Nothing was closed.'));
    expect(rows()).toHaveLength(3);
  });

  test('that goes on or is empty says so, and neither can be closed', async () => {
    await open('/months?month=2026-11');
    expect(document.body.textContent).toContain('The month still goes on');
    expect(document.body.textContent).toContain('Payments in USD are in no pool');
    expect(() => button('Close')).toThrow();
    settle(() => render(null, document.body));
    await open('/months?month=2026-08');
    expect(document.body.textContent).toContain('Nobody to mark in this month');
    expect(button('Download')).toHaveProperty('disabled', true);
  });
});

describe('a technician’s sheet', () => {
  test('has module, weight, score and remark, with the days that took something off', async () => {
    await open(`/months/${LIN}?month=2026-10`);
    const lines = [...document.querySelectorAll('.sheet-t tr')].map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent));
    expect(lines[0]).toEqual(['Module', 'Counts', 'Score', 'Remark']);
    expect(lines).toContainEqual(['Attendance', '10%', '96', expect.stringMatching(/^22 days kept, leave (?:6 Oct|Oct 6)$/u)]);
    expect(lines).toContainEqual(['Solved', '50%', '90', '']);
    expect(lines).toContainEqual(['Lead', '30%', '85', '可靠，每次都會記下序號。']);
    expect(lines).toContainEqual(['Score of the month', '', '87.5', '']);
    expect(await faults()).toEqual([]);
  });

  test('takes the lead’s mark with the keyboard and gives it back with U', async () => {
    await open(`/months/${LIN}?month=2026-10`);
    const [mark] = [...document.querySelectorAll<HTMLElement>('.mon-f input')];
    write(mark ?? document.body, '101');
    key(document, 'Enter', { ctrlKey: true });
    expect(document.body.textContent).toContain('A mark is a number of 0 to 100.');
    expect(asked).toEqual([]);
    reply = monthOf('2026-10');
    write(mark ?? document.body, '92,5');
    key(document, 'Enter', { ctrlKey: true });
    await vi.waitFor(() => expect(document.body.textContent).toContain('Saved.'));
    key(document.body, 'u');
    await vi.waitFor(() => expect(document.body.textContent).toContain('It is as it was before.'));
    const remark = '可靠，每次都會記下序號。';
    expect(asked.map(({ body }) => body)).toEqual([
      { user: LIN, month: '2026-10', mark: 92.5, remark },
      { user: LIN, month: '2026-10', mark: 85, remark },
    ]);
  });

  test('is confirmed by the technician for the own side, who can neither mark nor add', async () => {
    me = { id: LONG, role: 'service' };
    await open(`/months/${LONG}?month=2026-09`);
    expect(find('.sides').textContent).toMatch(/Ines Brandt, confirmed on (?:3 Oct|Oct 3)/u);
    expect(() => button('Add an entry')).toThrow();
    press(button('Confirm this sheet'));
    await vi.waitFor(() => expect(asked).toEqual([{ path: '/months/confirm', body: { user: LONG, month: '2026-09' } }]));
  });

  test('has later entries beside it, and takes none without words', async () => {
    await open(`/months/${LIN}?month=2026-09`);
    expect(find('.later-l').textContent).toMatch(/^九月六日的請假已補登，組長評分應為 90。Mark of the lead: 90\.Ines Brandt, (?:9 Oct|Oct 9)$/u);
    expect(document.querySelector('.no-print input')).not.toBeNull();
    press(button('Add an entry'));
    expect(document.body.textContent).toContain('Write what changed.');
    expect(asked).toEqual([]);
    write(find('.mon-f textarea'), 'Leave was excused');
    press(button('Add an entry'));
    await vi.waitFor(() =>
      expect(asked).toEqual([{ path: '/months/later', body: { user: LIN, month: '2026-09', mark: null, remark: 'Leave was excused' } }]),
    );
  });

  test('of somebody who is not in the month says so', async () => {
    await open(`/months/u00?month=2026-09`);
    expect(document.body.textContent).toContain('This technician is not in the month');
  });
});

test('a technician comes to the months, and a rep to no such page', async () => {
  me = { id: LIN, role: 'service' };
  await open('/');
  expect(location.pathname).toBe('/months');
  expect(document.querySelector('.toc')?.textContent).not.toContain('Customers');
  settle(() => render(null, document.body));
  me = { id: LIN, role: 'rep' };
  history.replaceState(null, '', '/months');
  settle(() => render(<App />, document.body));
  await vi.waitFor(() => expect(find('h1').textContent).toBe('There is no such page'));
});

describe('the file for spreadsheets', () => {
  const cellsOf = (locale: string, month: string) => {
    const { technicians } = monthOf(month);
    return [...readCsv(writeMonthCsv('2026-10', technicians, textsFor(locale)), ',')].map(({ cells }) => cells);
  };

  test('has each day, then the scores', () => {
    const cells = cellsOf('en-GB', '2026-10');
    expect(cells[0]).toEqual(['Technician', 'Date', 'On duty', 'On time', 'Late', 'Left early', 'Leave', 'Missed visits']);
    expect(cells).toContainEqual(['林怡君', '2026-10-06', 'no', 'no', 'no', 'no', 'yes', '0']);
    expect(cells).toContainEqual(['欧阳文静', '2026-10-09', 'yes', 'yes', 'no', 'no', 'no', '1']);
    const scores = cells.slice(cells.findIndex((row) => row[1] === 'Month'));
    expect(scores[1]).toEqual(['林怡君', '2026-10', '北區', '96', '90', '85', '86', '87.5', '', 'GBP', '可靠，每次都會記下序號。', 'open']);
    expect(scores[2]?.slice(5, 9)).toEqual(['', '', '', '']);
  });

  test('has sums in major units once they are known, and headings in the reader’s language', () => {
    const cells = cellsOf('zh-TW', '2026-09');
    expect(cells[0]?.[0]).toBe('服務技師');
    expect(cells.at(-1)?.slice(7, 10)).toEqual(['80.11', '477.97', 'GBP']);
  });

  test('is no way in for a formula in a name', () => {
    const [one] = monthOf('2026-10').technicians;
    const evil = one === undefined ? [] : [{ ...one, sheet: { ...one.sheet, name: '=cmd()', remark: '@SUM(A1)' } }];
    const text = writeMonthCsv('2026-10', evil, textsFor('en-GB'));
    expect(text).not.toMatch(/(?:^|,|\n)[=@]/u);
    expect(text).toContain("'=cmd()");
  });
});

test.each([
  ['', null],
  ['85', 85],
  ['８５．５', 85.5],
  ['85,25', 85.25],
  ['100', 100],
  ['100.01', undefined],
  ['-1', undefined],
  ['1e1', undefined],
  ['eighty', undefined],
])('a mark written %j is %s', (text, mark) => {
  expect(readMark(text)).toBe(mark);
});

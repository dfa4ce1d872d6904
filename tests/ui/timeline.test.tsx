import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { arrange, entriesOfCase, groupByDay } from '#shared/ui/customer/entry.ts';
import { Timeline } from '#shared/ui/customer/Timeline.tsx';
import { anEntry, entries, ines, tom, users } from './gallery/sample.ts';
import { someCases } from './gallery/sample-cases.ts';
import { button, faults, find, key, mount, press, settle } from './mount.tsx';

let sees: (() => void) | undefined;
beforeEach(() => {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(callback: (seen: readonly { isIntersecting: boolean }[]) => void) {
        sees = () => callback([{ isIntersecting: true }]);
      }
      observe(): void {}
      disconnect(): void {}
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

const titles = (): string[] => [...document.querySelectorAll('article .t > span:not(.vh)')].map((one) => one.textContent);

describe('the timeline', () => {
  test('stands under headings of days, newest first, whatever the order it came in', () => {
    mount(<Timeline entries={entries.toReversed()} users={users} me={tom} />);
    expect([...document.querySelectorAll('.day')].map((day) => day.textContent)).toEqual([
      'Today, Fri 20 November',
      'Wed 18 November',
      'Mon 2 November',
      'Sun 12 October 2025',
    ]);
    expect(titles()).toEqual([
      'Delivery on Tuesday',
      'Call',
      'Dented tins, 6 of 48',
      'WhatsApp, 3 messages',
      'Wants bibs in linen.',
      'Your order SO-20871',
      'No subject',
    ]);
  });

  test('the day of an entry is that of the reader’s zone', () => {
    const late = anEntry({ channel: 'email', happenedAt: '2026-11-19T23:30:00Z', subject: 'a' });
    expect(groupByDay([late], 'Europe/London').map(({ day }) => day)).toEqual(['2026-11-19']);
    expect(groupByDay([late], 'Asia/Taipei').map(({ day }) => day)).toEqual(['2026-11-20']);
  });

  test('entries of one instant keep one order', () => {
    const same = ['b', 'a', 'c'].map((subject) => anEntry({ channel: 'email', happenedAt: '2026-11-19T23:30:00Z', subject }));
    expect(arrange(same.toReversed(), 'all', 'UTC')).toEqual(arrange(same, 'all', 'UTC'));
  });

  test('says who logged it when it was a colleague, and passes over a greeting', () => {
    mount(<Timeline entries={entries} users={users} me={tom} />);
    const seconds = [...document.querySelectorAll('article .s')].map((one) => one.textContent);
    expect(seconds[0]).toBe('Could you add two cartons of the oat cereal to Tuesday’s delivery?');
    expect(seconds[2]).toBe('4 min, Ines Brandt. Photo asked for, credit offered.');
    mount(<Timeline entries={entries} users={new Map()} me={ines} />);
    expect(find('article .s').textContent).toContain('a colleague.');
  });

  test('a minute has no seconds and a day no time', () => {
    mount(<Timeline entries={entries} users={users} me={tom} />);
    const times = [...document.querySelectorAll('article')].map((row) => row.querySelector('time'));
    expect(times[0]?.getAttribute('datetime')).toBe('2026-11-20T09:38:12Z');
    expect(times[1]?.getAttribute('datetime')).toBe('2026-11-20T09:31Z');
    expect(times[4]).toBeNull();
    expect(times.every((time) => time === null || /^\d\d:\d\d$/u.test(time.textContent))).toBe(true);
  });

  test('what waits for the server is dotted, and said', () => {
    mount(<Timeline entries={entries} users={users} me={tom} />);
    expect(find('article.waits').textContent).toContain('not yet on the server');
  });

  test('filters narrow it, and an empty one says which to lift', () => {
    mount(<Timeline entries={entries.slice(0, 3)} users={users} me={tom} />);
    press(button('Calls'));
    expect(button('Calls').getAttribute('aria-pressed')).toBe('true');
    expect(titles()).toEqual(['Call', 'Dented tins, 6 of 48']);
    press(button('Notes'));
    expect(find('.note-s').textContent).toContain('Nothing under “Notes”.');
    press(button('Show all'));
    expect(titles()).toHaveLength(3);
  });

  test('nothing yet is said in words', () => {
    mount(<Timeline entries={[]} users={users} />);
    expect(find('.note-s').textContent).toContain('Nothing has happened yet');
    expect(document.querySelector('[role="feed"]')).toBeNull();
  });

  test('50,000 entries: 50 rows at first, 50 more when the end comes into sight', () => {
    const many = Array.from({ length: 50_000 }, (_, index) =>
      anEntry({ channel: 'email', happenedAt: `2026-0${1 + (index % 9)}-0${1 + (index % 7)}T10:00:00Z`, subject: `s${index}` }),
    );
    const begun = performance.now();
    mount(<Timeline entries={many} users={users} />);
    expect(performance.now() - begun).toBeLessThan(2000);
    expect(document.querySelectorAll('article')).toHaveLength(50);
    expect(find('article').getAttribute('aria-setsize')).toBe('50000');
    settle(() => sees?.());
    expect(document.querySelectorAll('article')).toHaveLength(100);
  });

  test('J and K move between rows, pressed a row shows all of its text', () => {
    mount(<Timeline entries={entries} users={users} me={tom} />);
    key(document.body, 'j');
    expect(document.activeElement?.textContent).toContain('Delivery on Tuesday');
    key(document.activeElement ?? document, 'j');
    expect(document.activeElement?.textContent).toContain('Call');
    key(document.activeElement ?? document, 'k');
    press(find(':focus'));
    expect(find('article .whole').textContent).toContain('The first lot went in a week.');
    expect(find('article .t').getAttribute('aria-expanded')).toBe('true');
  });

  test('a complaint stands on the day that it was opened, says whether it is open, and opens to all of it', async () => {
    mount(<Timeline entries={someCases.flatMap((one) => entriesOfCase(one))} users={users} me={tom} />);
    expect(titles()).toEqual([
      'Service visit: 儲藏櫃冷藏溫度不穩',
      'Complaint: Dented tins, 6 of 48',
      'Service visit: 儲藏櫃冷藏溫度不穩',
      'Service visit: 儲藏櫃冷藏溫度不穩',
      'Repair: 儲藏櫃冷藏溫度不穩',
    ]);
    const rows = [...document.querySelectorAll('article')];
    expect(rows.map((row) => row.querySelector('.r')?.textContent)).toEqual(['09:00', 'open', '09:10', '09:00', 'solved']);
    expect(rows.map((row) => row.querySelector('.s')?.textContent)).toEqual([
      'Planned.',
      'Six tins of Stage 1 came dented.',
      'Solved at this visit.',
      'Nobody came.',
      undefined,
    ]);
    press(button('Complaint'));
    expect(find('.whole').textContent).toBe(
      'Six tins of Stage 1 came dented.\nA photo is in the mail of that day.Product: Formula Stage 1, 900 g.Technician: Ines Brandt.Not solved yet.',
    );
    press(button('Complaint'));
    press(button('Repair'));
    expect(find('.whole').textContent).toBe('Technician: Tom Aldous.Solved on Wed 4 Nov.Feedback: 90 of 100.');
    press(find('article:nth-of-type(1) .t', find('.day-g:nth-of-type(3)')));
    expect(document.body.textContent).toContain('There from 09:10 to 15:00.The customer says so.');
    expect(await faults()).toEqual([]);
  });

  test('cases and visits stand under Service and under no other filter', () => {
    mount(<Timeline entries={[...entries, ...someCases.flatMap((one) => entriesOfCase(one))]} users={users} me={tom} />);
    press(button('Service'));
    expect(titles()).toHaveLength(5);
    for (const name of ['Mail', 'Calls', 'Notes', 'Orders']) {
      press(button(name));
      expect(titles().join()).not.toMatch(/Complaint|Repair|visit/u);
    }
  });
});

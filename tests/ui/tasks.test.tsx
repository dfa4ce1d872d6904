import { describe, expect, test, vi } from 'vitest';
import type { Task } from '#shared/model/task.ts';
import { CustomerCard } from '#shared/ui/customer/CustomerCard.tsx';
import { NoMail } from '../../extension/sidebar/parts/NoMail.tsx';
import { TodayList } from '../../extension/sidebar/parts/TodayList.tsx';
import { facts } from './gallery/sample-orders.ts';
import { dueTasks, openTasks, withRisk } from './gallery/sample-tasks.ts';
import { hannah } from './gallery/sample.ts';
import { lately } from './gallery/sample-panel.ts';
import { button, faults, find, key, mount, press } from './mount.tsx';

const nothing = () => undefined;
const rowsOf = (selector: string): readonly string[] => [...document.querySelectorAll(`${selector} .row .t`)].map((row) => row.textContent);
const acts = () => ({ onDone: vi.fn<(task: Task) => void>(), onDrop: vi.fn<(task: Task) => void>() });

describe('the card', () => {
  test('names what is overdue by currency, with days, since when, and the order or how many, and each complaint that waits', () => {
    mount(<CustomerCard customer={hannah} facts={withRisk(facts)} />);
    const lines = [...document.querySelectorAll('.risk dd')].map((line) => line.textContent.replaceAll(/\s+/gu, ' '));
    expect(lines).toEqual([
      '£642.00, 12 days since 8 Nov (SO-20718)',
      '€420.00, 39 days since 12 Oct (2 orders)',
      'Six of 48 tins dented open since 18 Nov',
      'Complaint open since 19 Nov',
    ]);
  });

  test('has no risk, no pairs and no list where there is nothing to say', () => {
    mount(<CustomerCard customer={hannah} facts={facts} />);
    expect(document.querySelector('.risk, .together, .open-s')).toBeNull();
  });

  test('shows pairs with their counts here and in the team', () => {
    mount(<CustomerCard customer={hannah} facts={withRisk(facts)} />);
    expect(find('.together').textContent).toContain('Pale ale, crate of 24 and Nappies, size 3');
    expect(find('.together').textContent).toMatch(/25 of 25 orders.*25 of 3,000 orders.*100% .*2\.6 times/u);
  });

  test('lists what is open, that due first on top, and not what is done', () => {
    mount(<CustomerCard customer={hannah} facts={facts} tasks={openTasks} taskActs={acts()} />);
    expect(rowsOf('.open-s')).toEqual(['Reorder reminder', 'Call back about dented tins', 'Send spring catalogue']);
    expect(find('.open-s .row .s').textContent).toContain('Formula Stage 1, 900 g');
    expect([...document.querySelectorAll('.open-s .row .r')].map((due) => due.textContent)).toEqual(['since 18 Nov', 'today', 'Tue 24 Nov']);
    mount(<TodayList due={dueTasks} today="2026-11-20" acts={acts()} onOpen={nothing} />);
    expect(find('.today-s .row .wrong').textContent).toBe('2 days late');
  });

  test('ticks a task and puts one away; without acts it only tells', () => {
    const taskActs = acts();
    mount(<CustomerCard customer={hannah} facts={facts} tasks={openTasks} taskActs={taskActs} />);
    press(find('.open-s input'));
    press(button('Not needed: Call back'));
    expect([taskActs.onDone.mock.calls[0]?.[0].dueOn, taskActs.onDrop.mock.calls[0]?.[0].title]).toEqual([
      '2026-11-18',
      'Call back about dented tins',
    ]);
    mount(<CustomerCard customer={hannah} facts={facts} tasks={openTasks} />);
    expect(document.querySelector('.open-s input, .open-s button')).toBeNull();
  });

  test.each([
    ['zh-CN', '补货提醒', '逾期'],
    ['zh-TW', '補貨提醒', '逾期'],
  ])('speaks %s', async (locale, title, overdue) => {
    mount(<CustomerCard customer={hannah} facts={withRisk(facts)} tasks={openTasks} taskActs={acts()} />, locale);
    expect(rowsOf('.open-s')[0]).toBe(title);
    expect(find('.risk dt').textContent).toBe(overdue);
    expect(await faults()).toEqual([]);
  });
});

describe('today', () => {
  const today = '2026-11-20';

  test('tells what is due and what is coming, whose it is, and opens it', () => {
    const onOpen = vi.fn<(id: string) => void>();
    mount(<TodayList due={dueTasks} today={today} acts={acts()} onOpen={onOpen} />);
    expect([...document.querySelectorAll('.today-s ul')].map((list) => list.querySelectorAll('.row').length)).toEqual([3, 2]);
    press(button('Hannah Whitfield'));
    expect(onOpen).toHaveBeenCalledWith('c2');
  });

  test('is walked with J and K, and D ticks the row that has the focus', async () => {
    const taskActs = acts();
    mount(<TodayList due={dueTasks} today={today} acts={taskActs} onOpen={nothing} />);
    key(document.body, 'j');
    key(document.activeElement ?? document.body, 'j');
    expect(document.activeElement?.textContent).toBe('Hannah Whitfield');
    key(document.activeElement ?? document.body, 'd');
    expect(taskActs.onDone.mock.calls.map(([task]) => task.dueOn)).toEqual(['2026-11-20']);
    expect(await faults()).toEqual([]);
  });

  test('and the list below it are walked as one', () => {
    mount(
      <>
        <TodayList due={dueTasks.slice(0, 1)} today={today} acts={acts()} onOpen={nothing} />
        <NoMail lately={lately.slice(0, 2)} onOpen={nothing} />
      </>,
    );
    const walk = (name: string): string => {
      key(document.activeElement ?? document.body, name);
      return document.activeElement?.querySelector('.t')?.textContent ?? document.activeElement?.textContent ?? '';
    };
    const [one, two] = lately.map((hit) => hit.name);
    expect(['j', 'j', 'j', 'k', 'ArrowUp'].map(walk)).toEqual(['Quote for own-label wipes', one, two, one, 'Quote for own-label wipes']);
  });

  test('says so when nothing is due', () => {
    mount(<TodayList due={[]} today={today} acts={acts()} onOpen={nothing} />);
    expect(find('.today-s').textContent).toContain('Nothing is due.');
  });

  test('shows twelve of many, and the rest when asked', () => {
    const many = Array.from({ length: 30 }, (_, n) => ({
      task: { id: `k${n}`, deleted: false, title: `Task ${n}`, dueOn: today },
      customer: undefined,
    }));
    mount(<TodayList due={many} today={today} acts={acts()} onOpen={nothing} />);
    expect(rowsOf('.today-s')).toHaveLength(12);
    press(button('Show all 30'));
    expect(rowsOf('.today-s')).toHaveLength(30);
  });
});

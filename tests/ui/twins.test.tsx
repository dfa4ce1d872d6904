import { expect, test, vi } from 'vitest';
import { TwinList } from '../../extension/sidebar/parts/TwinList.tsx';
import type { TwinPair } from '../../extension/sidebar/parts/types.ts';
import { twins } from './gallery/sample-tasks.ts';
import { button, faults, find, key, mount, press } from './mount.tsx';

const decided = () => vi.fn<(pair: TwinPair, isOne: boolean) => void>();
const said = (decide: ReturnType<typeof decided>): readonly string[] => decide.mock.calls.map(([{ one }, isOne]) => `${one.customer} ${isOne}`);

test('each pair is shown with its reason and what tells the two apart', async () => {
  mount(<TwinList pairs={twins} onDecide={decided()} onOpen={vi.fn<(id: string) => void>()} />);
  expect([...find('.row').querySelectorAll('.t')].map((name) => name.textContent)).toEqual(['林記茶行', 'Lin Tea House']);
  expect(find('.row .s').textContent).toBe('same number\u00A0· +886 2 1234 5678');
  expect(find('.row:nth-child(2) .s').textContent).toBe('same number, name fits\u00A0· jhv@kleine-eule.example\u00A0· j.vogelsang@post.example');
  expect(find('.row:nth-child(3) .s').textContent).toBe('same name, same district');
  expect(await faults()).toEqual([]);
});

test('they are decided from the keyboard, one after another: J, then Y or N, and the next row has the focus', () => {
  const onDecide = decided();
  const onOpen = vi.fn<(id: string) => void>();
  mount(<TwinList pairs={twins} onDecide={onDecide} onOpen={onOpen} />);
  key(document.body, 'j');
  key(document.activeElement ?? document.body, 'y');
  expect(document.activeElement?.textContent).toContain('Vogelsang');
  key(document.activeElement ?? document.body, 'n');
  expect(said(onDecide)).toEqual(['c1 true', 'c3 false']);
  expect(document.activeElement?.textContent).toContain('大同婦幼用品');
  press(find('.row .t'));
  expect(onOpen.mock.calls).toEqual([['c1']]);
});

test('a press decides too; many are shown when they are asked for; none takes no room', () => {
  const onDecide = decided();
  const many = Array.from({ length: 9 }, (_, at): TwinPair => ({
    one: { customer: `c${at}`, name: `A${at}`, detail: '' },
    other: { customer: `d${at}`, name: `B${at}`, detail: '' },
    reasons: ['same-name'],
  }));
  mount(<TwinList pairs={many} onDecide={onDecide} onOpen={vi.fn<(id: string) => void>()} />);
  expect(document.querySelectorAll('.row')).toHaveLength(4);
  press(button('Show all 9'));
  press(button('Not the same: A8 and B8'));
  expect(said(onDecide)).toEqual(['c8 false']);
  expect(mount(<TwinList pairs={[]} onDecide={onDecide} onOpen={vi.fn<(id: string) => void>()} />).querySelector('section')).toBeNull();
});

import { expect, test, vi } from 'vitest';
import { Behind } from '#shared/ui/customer/Behind.tsx';
import { CustomerCard } from '#shared/ui/customer/CustomerCard.tsx';
import { ordersBehindEvidence, type Evidence } from '#shared/ui/customer/evidence.ts';
import { Timeline } from '#shared/ui/customer/Timeline.tsx';
import { facts as plain, placed, standing } from './gallery/sample-orders.ts';
import { withRisk } from './gallery/sample-tasks.ts';
import { hannah } from './gallery/sample.ts';
import { button, find, mount, press } from './mount.tsx';

const facts = { ...withRisk(plain), ...standing };

/** Presses a way to what a figure rests on, and gives what it opens. */
function open(name: string): Evidence {
  const onOpen = vi.fn<(evidence: Evidence) => void>();
  mount(<CustomerCard customer={hannah} facts={facts} onOpen={onOpen} />);
  press(button(name));
  const [evidence] = onOpen.mock.lastCall ?? [];
  if (evidence === undefined) {
    throw new Error(`${name} opens nothing`);
  }
  return evidence;
}

test('every figure of the card leads to what it rests on', () => {
  mount(<CustomerCard customer={hannah} facts={facts} onOpen={() => undefined} onWhy={() => undefined} />);
  const ways = [...document.querySelectorAll('button.link')].map((way) => way.getAttribute('aria-label')).filter((name) => name?.startsWith('Why'));
  expect(ways).toEqual([
    'Why High?',
    'Why? Established',
    'Why? Next order',
    'Why? Write before the next order',
    expect.stringMatching(/^Why\? /u),
    'Why? Overdue',
    'Why? Overdue',
    'Why? Leaving',
    'Why? Dependence',
  ]);
});

test('without a place to open them there are none', () => {
  mount(<CustomerCard customer={hannah} facts={facts} />);
  expect(document.querySelectorAll('.why-l')).toHaveLength(0);
});

test('a rhythm rests on the orders between which its gaps lie', () => {
  const evidence = open('Why? Next order');
  const rhythm = facts.rhythm.enough ? facts.rhythm : undefined;
  expect(evidence).toMatchObject({ title: 'Next order', to: rhythm?.lastOrderOn });
  const days = (Date.parse(evidence.to) - Date.parse(evidence.from)) / 86_400_000;
  expect(days).toBe(Math.round((rhythm?.gapsDays ?? []).reduce((sum, gap) => sum + gap, 0)));
});

test('what is overdue rests on its own orders alone', () => {
  const [first] = facts.overdue;
  const evidence = open('Why? Overdue');
  expect(evidence.only).toEqual(first?.orders.map(({ order }) => order));
  const [one, ...rest] = placed;
  expect(
    ordersBehindEvidence(
      { ...evidence, only: [one?.id ?? ''] },
      [one ?? placed[0], ...rest].filter((order) => order !== undefined),
    ),
  ).toMatchObject([{ id: one?.id }]);
});

test('the orders behind it open to their lines, come to their sum, and are shown in the timeline', () => {
  const onShow = vi.fn<(order: string) => void>();
  const evidence: Evidence = { title: 'Next order', says: ['Usually 21 days.'], from: '0001-01-01', to: '9999-12-31' };
  mount(<Behind evidence={evidence} orders={placed} onClose={() => undefined} onShow={onShow} />);
  expect(find('[role=dialog] h2').textContent).toBe('Behind: Next order');
  const behind = ordersBehindEvidence(evidence, placed);
  const sum = behind.reduce((minor, { netMinor }) => minor + netMinor, 0);
  expect(find('tfoot .num').textContent.replaceAll(/\D/gu, '')).toBe(String(sum));
  press(button('Show in the timeline'));
  expect(onShow.mock.calls).toEqual([[behind[0]?.id]]);
});

test('an order that is asked for has the focus in the timeline, however far down it stands', () => {
  const many = Array.from({ length: 120 }, (_, at) => ({
    order: {
      id: `o${at}`,
      deleted: false,
      placedOn: new Date(Date.UTC(2026, 9, 1) - at * 86_400_000).toISOString().slice(0, 10),
      number: `SO-${at}`,
      currency: 'EUR',
      lines: {},
    },
  }));
  mount(<Timeline entries={many} users={new Map()} show={{ id: 'o110' }} />);
  expect(document.activeElement?.textContent).toContain('SO-110');
});

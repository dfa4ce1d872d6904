import { describe, expect, test, vi } from 'vitest';
import { CustomerCard } from '#shared/ui/customer/CustomerCard.tsx';
import type { AdviceActs } from '#shared/ui/customer/NextAction.tsx';
import { facts as plain, standing } from './gallery/sample-orders.ts';
import { hannah } from './gallery/sample.ts';
import { button, find, mount, press } from './mount.tsx';

const facts = { ...plain, ...standing };

describe('where a customer stands', () => {
  test('the stage is said with the rule that placed the customer there', () => {
    mount(<CustomerCard customer={hannah} facts={facts} />);
    expect(find('.stage').textContent).toBe(
      'Established\u200217 days with an order; the last one 18 days ago, usually no more than 22 days between two.',
    );
  });

  test('each risk stands apart, with its numbers and a mark', () => {
    mount(<CustomerCard customer={hannah} facts={facts} />);
    const rows = [...document.querySelectorAll('.risk .pair-row')].map((row) => row.textContent);
    expect(rows).toEqual([
      'Leaving4 days with an order in the last 182 days, 9 in those before.',
      'Dependence14% of all revenue of 12 months hangs on this customer (£19,584.60).',
    ]);
    expect(document.querySelectorAll('.risk .flag')).toHaveLength(2);
  });

  test('what to do next stands with its reason, and is done or put away by a press', () => {
    const onSettle = vi.fn<AdviceActs['onSettle']>();
    mount(<CustomerCard customer={hannah} facts={facts} adviceActs={{ onSettle }} />);
    expect(find('.next .t').textContent).toBe('Write before the next order');
    expect(find('.next .why').textContent).toBe('Next order expected on 23 Nov, 4 in 5 times between 21 Nov and 27 Nov. Then 1 more thing.');
    press(button('Done: Write before the next order'));
    press(button('Not now: Write before the next order'));
    expect(onSettle.mock.calls).toEqual([
      ['reorder', 'done'],
      ['reorder', 'dismissed'],
    ]);
  });

  test('without acts it only tells, and until when', () => {
    mount(<CustomerCard customer={hannah} facts={facts} />);
    expect(document.querySelector('.next button')).toBeNull();
    expect(find('.next .meta').textContent).toBe('worth doing until 18 Jan 2027');
  });

  test('a calm customer has none of it', () => {
    mount(<CustomerCard customer={hannah} facts={plain} />);
    expect(['.stage', '.risk', '.next'].map((part) => document.querySelector(part))).toEqual([null, null, null]);
  });
});

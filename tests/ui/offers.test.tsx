import { describe, expect, test, vi } from 'vitest';
import { textsFor } from '#shared/text/index.ts';
import { CustomerChoice } from '../../extension/sidebar/parts/CustomerChoice.tsx';
import { MailOffers } from '../../extension/sidebar/parts/MailOffers.tsx';
import { OrderColumns } from '../../extension/sidebar/parts/OrderColumns.tsx';
import { OrderSheet } from '../../extension/sidebar/parts/OrderSheet.tsx';
import { PastedTalk } from '../../extension/sidebar/parts/PastedTalk.tsx';
import { foundOrder, namesakes, offeredMeetings, offeredOrder, pastedTalk } from './gallery/sample-offers.ts';
import { button, faults, find, key, mount, press, write } from './mount.tsx';

const nothing = vi.fn();

function choose(select: HTMLElement, value: string): void {
  if (!(select instanceof HTMLSelectElement)) {
    throw new Error(`${select.tagName} has no choice`);
  }
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

test('an order of markup says whether the sender is the shop', () => {
  const markup = { trust: 'sender-is-not-shop', shop: 'Brook', confidence: 0.6 } as const;
  const given = { meetings: [], held: new Set<string>(), heldThreads: new Set<string>(), onOrder: nothing, onMeeting: nothing };
  mount(<MailOffers {...given} orders={[{ ...offeredOrder, markup }]} />);
  expect(document.body.textContent).toContain('the sender is not the shop, Brook');
  mount(<MailOffers {...given} orders={[offeredOrder]} />);
  expect(document.body.textContent).not.toContain('markup');
});

describe('a pasted talk', () => {
  test('says what it looks like and keeps one contact a day, by keyboard too', () => {
    const onKeep = vi.fn();
    mount(<PastedTalk mac talk={pastedTalk} today="2026-11-23" them="王芳" onKeep={onKeep} />);
    expect(document.body.textContent).toContain('This looks like a WeChat talk of 3 days with 王芳.');
    expect(document.body.textContent).toContain('08:05–18:02');
    key(find('select'), 'Enter', { ctrlKey: true });
    expect(onKeep.mock.calls[0]?.[0]).toEqual([
      {
        onDay: '2026-11-16',
        at: '09:12',
        direction: 'in',
        text: '09:12 王芳: 早上好，请问二段奶粉还有货吗？孩子下周就六个月了，想先订三箱。\n09:40 Robin Reeve: 有的，明天可以发。',
      },
      {
        onDay: '2026-11-17',
        at: '08:05',
        direction: 'out',
        text: '08:05 Robin Reeve: 今天发货，单号稍后给您。\n08:31 王芳: 好的👌\n18:02 王芳: 收到了，谢谢',
      },
      { onDay: '2026-11-20', at: '14:05', direction: 'in', text: '14:05 王芳: 下个月还要三箱' },
    ]);
  });

  test('a day that is not ticked stays out, and with none ticked it says so', () => {
    const onKeep = vi.fn();
    mount(<PastedTalk mac talk={pastedTalk} today="2026-11-23" them="王芳" onKeep={onKeep} />);
    const ticks = [...document.querySelectorAll<HTMLElement>('.tick-in')];
    ticks.slice(0, 2).forEach(press);
    press(button('Keep the talk'));
    expect(onKeep.mock.calls[0]?.[0].map((day: { onDay: string }) => day.onDay)).toEqual(['2026-11-20']);
    press(find('.tick-in:checked'));
    press(button('Keep the talk'));
    expect(onKeep).toHaveBeenCalledTimes(1);
    expect(find('[role="alert"]').textContent).toBe('Tick a day first.');
  });

  test('without a day it is kept under today; a guessed order of day and month is said', () => {
    const onKeep = vi.fn();
    const talks = [{ onDay: null, messages: [{ speaker: '王芳', at: null, text: '在吗' }] }];
    mount(<PastedTalk mac talk={{ ...pastedTalk, talks, isDayOrderGuessed: true }} today="2026-11-23" them={undefined} onKeep={onKeep} />);
    expect(document.body.textContent).toContain('kept under today');
    expect(document.body.textContent).toContain('the day was read as the first number');
    press(button('Keep the talk'));
    expect(onKeep.mock.calls[0]?.[0]).toEqual([{ onDay: '2026-11-23', at: null, direction: 'in', text: '王芳: 在吗' }]);
  });

  test('whose it is: found in the book, or somebody new', () => {
    const [onChoose, onCreate, onType] = [vi.fn(), vi.fn(), vi.fn()];
    mount(<CustomerChoice typed="王芳" hits={namesakes} chosen={undefined} onType={onType} onChoose={onChoose} onCreate={onCreate} />);
    press(find('input[type="radio"]'));
    press(button('New customer 王芳'));
    write(find('input:not([type="radio"])'), '王');
    expect([onChoose.mock.calls, onCreate.mock.calls, onType.mock.calls]).toEqual([[[namesakes[0]?.id]], [['王芳']], [['王']]]);
  });
});

describe('an order that was found', () => {
  const lastPrice = (product: string): number | undefined => (product.startsWith('Wipes') ? 2.5 : undefined);
  const field = (label: string): HTMLInputElement => {
    const found = [...document.querySelectorAll<HTMLInputElement>('.order-l input')].find(
      (input) => document.querySelector(`label[for="${input.id}"]`)?.textContent === label,
    );
    if (!found) {
      throw new Error(`no field ${label}`);
    }
    return found;
  };

  test.each([
    ['en-GB', '1.35'],
    ['de-DE', '1,35'],
  ])('stands in the sheet in which orders are written, in the figures of %s', (locale, price) => {
    const onSave = vi.fn();
    mount(
      <OrderSheet
        name="Hannah"
        currency="EUR"
        mac={false}
        found={{ order: foundOrder, placedOn: '2026-11-20', lastPrice }}
        onSave={onSave}
        onClose={nothing}
      />,
      locale,
    );
    expect(document.querySelectorAll('.order-l')).toHaveLength(3);
    expect(field('Unit price').value).toBe(price);
    expect(field('Quantity, tins').value).toBe('24');
    key(field('Product'), 'Enter', { ctrlKey: true });
    expect(onSave.mock.calls[0]?.[0]).toEqual({
      placedOn: '2026-11-20',
      number: '4500781',
      currency: 'GBP',
      lines: [
        { productName: 'Formula Stage 1, 900 g', quantity: 24, unitPriceMinor: 135, amountMinor: 3240, unit: 'tins' },
        { productName: 'Wipes, sensitive, 12 packs', quantity: 18, unitPriceMinor: 250, amountMinor: 4500 },
        { productName: 'Bottle 240 ml', quantity: 6, unitPriceMinor: 325, amountMinor: 1950 },
      ],
    });
  });

  test('a line without any price is not saved before somebody writes one', () => {
    const onSave = vi.fn();
    mount(
      <OrderSheet
        name="Hannah"
        currency="EUR"
        mac={false}
        found={{ order: foundOrder, lastPrice: () => undefined }}
        onSave={onSave}
        onClose={nothing}
      />,
    );
    key(field('Product'), 'Enter', { ctrlKey: true });
    expect(onSave).not.toHaveBeenCalled();
  });

  test('its columns can be told anew: a role moves from the column that had it', () => {
    const onRoles = vi.fn();
    const { table } = foundOrder;
    if (table === null) {
      throw new Error('the sample has a table');
    }
    mount(<OrderColumns table={table} sender="hannah@acorn.example" onRoles={onRoles} />);
    expect(document.body.textContent).toContain('remembered for hannah@acorn.example');
    choose([...document.querySelectorAll<HTMLElement>('select')][4] ?? document.body, 'unitPrice');
    expect(onRoles).toHaveBeenCalledWith(['sku', 'product', 'quantity', 'other', 'unitPrice']);
  });
});

describe('the open mail offers', () => {
  const offers = { orders: [offeredOrder], meetings: offeredMeetings, onOrder: nothing, onMeeting: nothing };

  test('an order to look at and a meeting to keep; a called off one only where the book has it', () => {
    const [onOrder, onMeeting] = [vi.fn(), vi.fn()];
    mount(<MailOffers {...offers} held={new Set()} heldThreads={new Set()} onOrder={onOrder} onMeeting={onMeeting} />);
    expect(document.body.textContent).toContain('An order of 3 lines, £71.70');
    expect(document.body.textContent).not.toContain('Called off');
    press(button('An order of 3 lines, £71.70: look at it'));
    press(button('Keep the meeting'));
    expect([onOrder.mock.calls, onMeeting.mock.calls]).toEqual([[[offeredOrder]], [[offeredMeetings[0]]]]);
    mount(<MailOffers {...offers} held={new Set()} heldThreads={new Set(['meeting:2', 'meeting:1'])} onOrder={onOrder} onMeeting={onMeeting} />);
    expect(document.body.textContent).toContain('Called off: Call on returns');
    expect(document.body.textContent).toContain('It was moved');
  });

  test('what is in the book is said and not offered again', () => {
    mount(<MailOffers {...offers} held={new Set([offeredOrder.id, offeredMeetings[0]?.id ?? ''])} heldThreads={new Set(['meeting:1'])} />);
    expect(document.body.textContent).toContain('This order is in the book');
    expect(document.body.textContent).toContain('This meeting is in the book');
    expect(() => button('Keep the meeting')).toThrow();
  });

  test('nothing to offer is nothing to see', () => {
    mount(<MailOffers {...offers} orders={[]} meetings={[]} held={new Set()} heldThreads={new Set()} />);
    expect(document.querySelector('section')).toBeNull();
  });
});

test.each(['en-GB', 'zh-CN', 'zh-TW'])('all of it can be read aloud in %s', async (locale) => {
  const words = textsFor(locale);
  mount(
    <>
      <PastedTalk
        mac
        talk={pastedTalk}
        today="2026-11-23"
        them="王芳"
        choice={<CustomerChoice typed="王芳" hits={namesakes} chosen={namesakes[0]?.id} onType={nothing} onChoose={nothing} onCreate={nothing} />}
        onKeep={nothing}
      />
      <MailOffers orders={[offeredOrder]} meetings={offeredMeetings} held={new Set()} heldThreads={new Set()} onOrder={nothing} onMeeting={nothing} />
      {foundOrder.table === null ? null : <OrderColumns table={foundOrder.table} onRoles={nothing} />}
    </>,
    locale,
  );
  expect(document.body.textContent).toContain(words.paste.talk(words.paste.apps.wechat, 3, '王芳'));
  expect(await faults()).toEqual([]);
});

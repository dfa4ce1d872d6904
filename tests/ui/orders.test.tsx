import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { toView } from '#shared/model/entity.ts';
import { settings, SETTINGS_ID } from '#shared/model/settings.ts';
import { toBeat } from '#shared/ui/customer/beat.ts';
import { toCounted } from '#shared/ui/customer/counted-orders.ts';
import { CustomerCard } from '#shared/ui/customer/CustomerCard.tsx';
import { Rhythm } from '#shared/ui/customer/Rhythm.tsx';
import { Timeline } from '#shared/ui/customer/Timeline.tsx';
import { WhyTier } from '#shared/ui/customer/WhyTier.tsx';
import { formatMoney, formatSpan } from '#shared/ui/format.ts';
import { parseMoney, parseNumber } from '#shared/ui/parse.ts';
import { OrderSheet } from '../../extension/sidebar/parts/OrderSheet.tsx';
import { amountOf } from '../../extension/sidebar/parts/order-draft.ts';
import type { OrderDraft } from '../../extension/sidebar/parts/types.ts';
import { aFacts, anOrder, before, facts, few, general, high, inWindow, justOrdered, late, low, noTier, placed } from './gallery/sample-orders.ts';
import { anEntry, hannah, NOW, users } from './gallery/sample.ts';
import { button, faults, find, key, mount, press, settle, write } from './mount.tsx';

describe('the tier line', () => {
  test('says the tier, its reason, and opens why', () => {
    const onWhy = vi.fn();
    mount(<CustomerCard customer={hannah} facts={facts} onWhy={onWhy} />);
    expect(find('.reason').textContent).toBe('High\u2002£19,585 and 17 orders in 12 monthsWhy?');
    press(button('Why High?'));
    expect(onWhy).toHaveBeenCalledOnce();
  });

  test.each([
    [noTier, 'No tier yet: 7 of 20 customers with orders'],
    [{ enough: false, missing: 'orders', orders: 0, needed: 1 }, 'No tier yet: no orders in the book'],
    [{ enough: false, missing: 'orders', orders: 1, needed: 3 }, 'No tier yet: needs 2 more orders'],
    [{ enough: false, missing: 'amounts', orders: 1, needed: 3 }, 'No tier yet: the orders bear no amounts'],
    [{ enough: false, missing: 'currencies', orders: 1, needed: 1 }, 'No tier yet: orders in several currencies'],
  ] as const)('without a tier it says what is missing: %j', (tier, sentence) => {
    mount(<CustomerCard customer={hannah} facts={aFacts(tier, few)} onWhy={() => undefined} />);
    expect(find('.reason').textContent).toBe(sentence);
    expect(find('.who .tier').getAttribute('aria-label')).toBe('No tier yet');
  });

  test('what the tier brings stands below it, and nothing where the team has settled nothing', () => {
    const body = { 'tierDiscounts/high': 0.075, 'tierServices/high': 'Delivery on Saturdays\n' };
    const settled = toView(settings, { id: SETTINGS_ID, body });
    mount(<CustomerCard customer={hannah} facts={facts} settings={settled} />);
    expect(find('.brings').getAttribute('aria-label')).toBe('What High brings');
    expect([...document.querySelectorAll('.brings li')].map((one) => one.textContent)).toEqual(['7.5% discount', 'Delivery on Saturdays']);
    mount(<CustomerCard customer={hannah} facts={aFacts(low, before)} settings={settled} />);
    expect(document.querySelector('.brings')).toBeNull();
    mount(<CustomerCard customer={hannah} facts={facts} settings={null} />);
    expect(document.querySelector('.brings')).toBeNull();
  });

  test('in Chinese, short', () => {
    mount(<CustomerCard customer={hannah} facts={facts} onWhy={() => undefined} />, 'zh-CN');
    expect(find('.reason').textContent).toBe('高\u200212 个月 £19,585，17 单依据');
  });
});

describe('the rhythm', () => {
  test('before the window: the day, the window, and the drawing in words', () => {
    mount(<Rhythm facts={before} />);
    expect(find('.lead').textContent).toBe('Mon 23 November21 to 27 Nov, 4 in 5 times');
    expect(find('.beat').getAttribute('aria-label')).toBe('Day 18 of usually 21. Window day 19 to 25. Reminder from day 17.');
    expect(document.querySelectorAll('.beat .gap')).toHaveLength(15);
    expect(document.querySelector('.flag')).toBeNull();
  });

  test('late: how late, with a mark in the margin', () => {
    mount(<Rhythm facts={late} />);
    expect(find('.lead b').textContent).toBe('20 days late');
    expect(find('.rhythm .flag')).toBeTruthy();
  });

  test('too few orders: how many are needed, and what others do', () => {
    mount(<Rhythm facts={few} />);
    expect(find('.none').textContent).toBe('Not enough yet: needs 2 more orders');
    expect(document.body.textContent).toContain('Others order again after 21 days (312 gaps).');
  });

  test('no order at all has no section', () => {
    mount(<Rhythm facts={{ enough: false, orders: 0, needed: 3 }} />);
    expect(document.querySelector('section')).toBeNull();
  });

  test.each([before, inWindow, late, justOrdered].map((each) => ({ facts: each })))(
    'everything stands on the line, and no labels meet',
    ({ facts: each }) => {
      if (!each.enough) {
        throw new Error('no rhythm');
      }
      const { max, now, from, to, due, remind, dots, labels } = toBeat(each);
      for (const place of [now, from, to, due, remind, ...dots.map(({ days }) => days)]) {
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThanOrEqual(max);
      }
      const [start, end] = labels.today.side === 'r' ? [labels.today.at - 0.32, labels.today.at] : [labels.today.at, labels.today.at + 0.32];
      expect(start).toBeGreaterThanOrEqual(0.2);
      expect(labels.expected?.at ?? 1).toBeGreaterThanOrEqual(end);
    },
  );

  test('many equal gaps stay below the words above them', () => {
    const { dots } = toBeat({ ...before, gapsDays: Array.from({ length: 60 }, () => 21) });
    expect(dots).toHaveLength(24);
    expect(Math.max(...dots.map(({ level }) => level))).toBeLessThanOrEqual(4);
  });
});

describe('why a tier', () => {
  test('amount and orders against their cuts, what would change it, and lines that add up', async () => {
    mount(<WhyTier tier={high} orders={placed} onClose={() => undefined} />);
    const said = document.body.textContent;
    expect(said).toContain('£4,584.60 above the cut');
    expect(said).toContain('5 above the cut');
    expect(said).toContain('Ordinary below £13,500 or 10 orders.');
    expect(find('tfoot').textContent).toBe('12 months to today19,584.60');
    expect(await faults()).toEqual([]);
  });

  test('each order opens to its lines, and the rest is one press away', () => {
    mount(<WhyTier tier={high} orders={placed} onClose={() => undefined} />);
    expect(document.querySelectorAll('.sub')).toHaveLength(4);
    press(button('3 more lines'));
    expect(document.querySelectorAll('.sub')).toHaveLength(6);
    press(button('Lines of SO-20240'));
    expect(find('.sub').textContent).toContain('−86.40');
    press(button('2 more'));
    expect(document.querySelectorAll('tbody tr:not(.sub)')).toHaveLength(7);
  });

  test.each([
    [general, 'High with £1,130 and 1 order more in 12 months.'],
    [low, 'Ordinary with £2,388 more in 12 months.'],
    [{ ...low, up: { tier: 'general', netMinor: 0, orders: 2 } }, 'Ordinary with 2 more orders in 12 months.'],
  ] as const)('the way up', (tier, sentence) => {
    mount(<WhyTier tier={tier} orders={[]} onClose={() => undefined} />);
    expect(document.body.textContent).toContain(sentence);
  });

  test('a cancelled order, one of another currency and one before the window do not count', () => {
    const counted = [
      anOrder('a', '2026-11-01', [[1, 'P', 100]]),
      anOrder('b', '2026-11-01', [[1, 'P', 100]], { status: 'cancelled' }),
      anOrder('c', '2026-11-01', [[1, 'P', 100]], { currency: 'EUR' }),
      anOrder('d', '2025-11-20', [[1, 'P', 100]]),
    ];
    mount(<WhyTier tier={high} orders={counted} onClose={() => undefined} />);
    expect([...document.querySelectorAll('tbody .link')].map((one) => one.textContent)).toEqual(['a']);
    expect(
      toCounted(
        anOrder('e', '2026-11-01', [[1, 'P', 119]], {
          'lines/0': { productName: 'P', quantity: 1, amountMinor: 119, taxIncluded: true, taxRate: 0.19 },
        }),
      )?.netMinor,
    ).toBe(100);
  });
});

describe('orders in the timeline', () => {
  test('stand under their own day in every zone, open to their lines, and can be chosen alone', () => {
    const evening = anEntry({ channel: 'email', happenedAt: '2026-11-02T23:30:00Z', subject: 'late mail' });
    mount(<Timeline entries={[evening, ...placed.slice(0, 1).map((order) => ({ order }))]} users={users} />);
    expect([...document.querySelectorAll('.day')].map((day) => day.textContent)).toEqual(['Mon 2 November']);
    expect([...document.querySelectorAll('article button')].map((row) => row.textContent)).toEqual(['Order SO-20871, 6 lines', 'Mail, late mail']);
    expect(find('.r.ink').textContent).toBe('£1,204.50');
    press(button('Order SO-20871'));
    expect(document.querySelectorAll('.lines-t tbody tr')).toHaveLength(6);
    press(button('Orders'));
    expect(document.querySelectorAll('article')).toHaveLength(1);
    press(button('Mail'));
    expect(find('article').textContent).toContain('late mail');
  });

  test('a line says what was taken off it, and why', () => {
    const order = anOrder('SO-1', '2026-11-02', [[1, 'Stage 1', 925]], {
      'lines/0': { productName: 'Stage 1', quantity: 1, amountMinor: 925, discountMinor: 75, discountReason: 'tier' },
    });
    mount(<Timeline entries={[{ order }]} users={users} />);
    press(button('Order SO-1'));
    expect(find('.lines-t .meta').textContent).toBe('£0.75 discount: tier');
  });

  test('a return is said to be one, with a true minus', () => {
    mount(<Timeline entries={[{ order: anOrder('SO-1', '2026-11-02', [[-6, 'Stage 1', -8640]]) }]} users={users} />);
    expect(find('article').textContent).toBe('Return, SO-1−£86.406 Stage 1');
  });
});

describe('an order by hand', () => {
  const open = (onSave: (draft: OrderDraft) => void = () => undefined, locale = 'en-GB') =>
    mount(<OrderSheet name="Hannah" currency="GBP" mac onSave={onSave} onClose={() => undefined} />, locale);
  const fields = () => [...document.querySelectorAll<HTMLInputElement>('input')];
  const fill = (values: Readonly<Record<number, string>>): void =>
    Object.entries(values).forEach(([at, value]) => {
      const field = fields()[Number(at)];
      if (field) {
        write(field, value);
      }
    });

  test('quantity times price is the amount, and what is saved is in minor units', () => {
    const saved: OrderDraft[] = [];
    open((draft) => saved.push(draft));
    fill({ 3: 'Stage 1', 4: '48', 5: '12.90' });
    expect(fields()[6]?.value).toBe('619.20');
    expect(find('output').textContent).toBe('£619.20');
    press(button('Save order'));
    expect(saved).toEqual([
      {
        placedOn: new Date(NOW).toISOString().slice(0, 10),
        number: undefined,
        currency: 'GBP',
        lines: [{ productName: 'Stage 1', quantity: 48, unitPriceMinor: 1290, amountMinor: 61_920 }],
      },
    ]);
  });

  test('the discount of the tier is proposed for what is reckoned, and kept with its reason; one key takes it out and in again', () => {
    const saved: OrderDraft[] = [];
    const offer = { tier: 'high', share: 0.075 } as const;
    mount(<OrderSheet name="Hannah" currency="GBP" tierOffer={offer} mac={false} onSave={(draft) => saved.push(draft)} onClose={() => undefined} />);
    fill({ 3: 'Stage 1', 4: '48', 5: '12.90' });
    press(button('Add a line'));
    // What is written is what was charged, and what comes back costs no less.
    fill({ 7: 'Stage 2', 8: '1', 9: '20', 10: '19' });
    press(button('Add a line'));
    fill({ 11: 'Wipes', 12: '-2', 13: '3' });
    expect(fields()[6]?.value).toBe('572.76');
    const off = find('.tier-off');
    expect(off.textContent).toBe('Discount of High, 7.5% Alt T−£46.44');
    expect(find('.order-sum output').textContent).toBe('£585.76');
    const strike = (): boolean => key(find('input'), 'þ', { code: 'KeyT', altKey: true });
    expect(strike()).toBe(false);
    expect([off.querySelector('input')?.checked, off.textContent, find('.order-sum output').textContent]).toEqual([
      false,
      'Discount of High, 7.5% Alt T',
      '£632.20',
    ]);
    // Two strikes that are faster than the sheet is drawn are two.
    settle(() => [1, 2].forEach(() => find('input').dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyT', altKey: true, bubbles: true }))));
    press(button('Save order'));
    strike();
    press(button('Save order'));
    expect(saved.map(({ lines }) => lines.map((line) => [line.amountMinor, line.tierDiscountMinor]))).toEqual([
      [
        [61_920, undefined],
        [1900, undefined],
        [-600, undefined],
      ],
      [
        [57_276, 4644],
        [1900, undefined],
        [-600, undefined],
      ],
    ]);
  });

  test('what was charged and what the tier took off come to quantity times price, for any of them', () => {
    const digits = fc.integer({ min: 1, max: 99_999 });
    fc.assert(
      fc.property(digits, digits, fc.integer({ min: 0, max: 10_000 }), (quantity, cents, share) => {
        const line = { key: 0, product: 'x', quantity: String(quantity), unitPrice: (cents / 100).toFixed(2), amount: undefined };
        const { amountMinor = 0, discountMinor = -1 } = amountOf(line, 'GBP', 'en-GB', share / 10_000) ?? {};
        expect(amountMinor + discountMinor).toBe(quantity * cents);
        expect(discountMinor >= 0 && amountMinor >= 0).toBe(true);
      }),
    );
  });

  test('nothing is saved while something is missing, and each field says what', () => {
    const onSave = vi.fn();
    open(onSave);
    fill({ 0: '2026-11-21', 1: 'pounds', 4: '0', 5: 'ten' });
    press(button('Save order'));
    expect(onSave).not.toHaveBeenCalled();
    expect([...document.querySelectorAll('.meta.wrong')].map((one) => one.textContent)).toEqual([
      'This day is still to come. An order stands under the day on which it was placed.',
      'A currency has three letters, as GBP.',
      'Write what was ordered.',
      'A quantity is a number other than 0; a return has a minus.',
      'A price is a number, as 1,204.50, or empty.',
    ]);
  });

  test('lines are added and taken away, a return is negative', () => {
    const saved: OrderDraft[] = [];
    open((draft) => saved.push(draft));
    fill({ 3: 'Stage 1', 4: '1', 5: '10' });
    press(button('Add a line'));
    fill({ 7: 'Wipes', 8: '-2', 9: '3' });
    press(button('Add a line'));
    press(button('Remove line 3'));
    press(button('Save order'));
    expect(saved[0]?.lines.map(({ amountMinor }) => amountMinor)).toEqual([1000, -600]);
  });

  test.each([
    ['1,204.50', 'en-GB', 1204.5],
    ['1.204,50', 'de-DE', 1204.5],
    ['1.204', 'de-DE', 1204],
    ['12.50', 'de-DE', 12.5],
    ['1 204,50', 'fr-FR', 1204.5],
    ['−3', 'en-GB', -3],
    ['1,2,3', 'en-GB', undefined],
    ['abc', 'en-GB', undefined],
    ['', 'en-GB', undefined],
  ])('%s in %s is %s', (written, locale, expected) => {
    expect(parseNumber(written, locale)).toBe(expected);
  });

  test('money is exact', () => {
    expect([parseMoney('1.005', 'GBP', 'en-GB'), parseMoney('1200', 'JPY', 'en-GB'), parseMoney('0.1', 'KWD', 'en-GB')]).toEqual([101, 1200, 100]);
  });
});

describe('figures in three languages', () => {
  const place = (locale: string) => ({ locale, timeZone: 'UTC', now: NOW });

  test('spans', () => {
    expect(['en-GB', 'zh-CN', 'zh-TW'].map((locale) => formatSpan('2026-11-21', '2026-11-27', place(locale)))).toEqual([
      '21 to 27 Nov',
      '11月21日至27日',
      '11月21日至27日',
    ]);
    expect(['en-GB', 'zh-CN'].map((locale) => formatSpan('2026-11-28', '2026-12-04', place(locale)))).toEqual([
      '28 Nov to 4 Dec',
      '11月28日至12月4日',
    ]);
    expect(['en-GB', 'zh-CN'].map((locale) => formatSpan('2026-12-28', '2027-01-04', place(locale)))).toEqual([
      '28 Dec to 4 Jan 2027',
      '12月28日至2027年1月4日',
    ]);
  });

  test('money: own currency without its country, others with it; minor units as they were counted', () => {
    expect(formatMoney({ minor: 120_450, currency: 'GBP' }, 'en-GB', { own: 'GBP' })).toBe('£1,204.50');
    expect(formatMoney({ minor: 316_000, currency: 'CNY' }, 'en-GB', { own: 'GBP' })).toBe('CN¥3,160.00');
    expect(formatMoney({ minor: 741_250, currency: 'CNY' }, 'zh-CN', { own: 'CNY' })).toBe('¥7,412.50');
    expect(formatMoney({ minor: 3_820_000, currency: 'TWD' }, 'zh-TW', { own: 'TWD', whole: true })).toBe('NT$38,200');
    expect(formatMoney({ minor: 1200, currency: 'JPY' }, 'en-GB')).toBe('JP¥1,200');
    // Intl alone would take Serbian dinars to have no minor units and show a hundred times the sum.
    expect(formatMoney({ minor: 12_345, currency: 'RSD' }, 'en-GB')).toMatch(/123\.45/u);
  });
});

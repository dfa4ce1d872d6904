import fc from 'fast-check';
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as v from 'valibot';
import { SettingsRequest, type SettingsFields } from '#shared/wire/settings.ts';
import { App } from '../../server/console/App.tsx';
import { at, checkDraft, writeDraft } from '../../server/console/settings/settings-draft.ts';
import { answerOf } from './gallery/sample-console.ts';
import { button, faults, find, key, press, settle, write } from './mount.tsx';

vi.setConfig({ testTimeout: 30_000 });

/** A server that holds what was written to it. */
let held: SettingsFields = {};
let currency: string | null = 'GBP';
let asked: { readonly path: string; readonly fields: SettingsFields }[] = [];

beforeEach(() => {
  held = { 'tierDiscounts/high': 0.075, 'tierServices/high': 'Delivery' };
  currency = 'GBP';
  asked = [];
  sessionStorage.clear();
  vi.stubGlobal('fetch', (input: string, options: RequestInit = {}) => {
    const path = new URL(input, 'http://localhost').pathname.slice('/api/v1'.length);
    if (typeof options.body === 'string' && path.startsWith('/settings')) {
      const { fields } = v.parse(SettingsRequest, JSON.parse(options.body));
      asked.push({ path, fields });
      if (path === '/settings') {
        held = { ...held, ...fields };
      }
    }
    const { status, body } = answerOf(path, new URLSearchParams(), options.method ?? 'GET');
    return Promise.resolve(Response.json(path === '/settings' ? { fields: held, changed: null, currency } : body, { status }));
  });
});
afterEach(() => vi.unstubAllGlobals());

async function open(): Promise<void> {
  history.replaceState(null, '', '/settings');
  settle(() => render(<App />, document.body));
  await vi.waitFor(() => find('.sim .led'));
}

const field = (label: string): HTMLElement => {
  const named = document.querySelector<HTMLElement>(`[aria-label="${label}"]`);
  const labelled = [...document.querySelectorAll('label')].find((one) => one.textContent === label);
  return named ?? find(`[id="${labelled?.htmlFor ?? ''}"]`);
};
const written = () => asked.filter(({ path }) => path === '/settings').map(({ fields }) => fields);

describe('the settings of the team', () => {
  test('say when limits can be set, as long as no order says in which currency', async () => {
    currency = null;
    await open();
    expect(document.body.textContent).toContain('once the first orders say in which currency');
    expect(document.querySelector('.set-l')).toBeNull();
  });

  test('what was changed is written, and nothing else; U takes it back to what was there', async () => {
    await open();
    write(field('Discount of High in per cent'), '10 %');
    write(field('Service of Low, one a line'), 'A card at New Year');
    key(document, 'Enter', { ctrlKey: true });
    await vi.waitFor(() => expect(document.body.textContent).toContain('Saved for the whole team.'));
    expect(written()).toEqual([{ 'tierDiscounts/high': 0.1, 'tierServices/low': 'A card at New Year' }]);
    key(document.body, 'u');
    await vi.waitFor(() => expect(document.body.textContent).toContain('It is as it was before.'));
    expect(written().at(-1)).toEqual({ 'tierDiscounts/high': 0.075, 'tierServices/low': null });
    expect(field('Discount of High in per cent')).toHaveProperty('value', '7.5');
    // What was taken back is not taken back again.
    key(document.body, 'u');
    expect(written()).toHaveLength(2);
  });

  test('weights that do not come to 100 are said while they are written, and are not saved', async () => {
    await open();
    write(field('Attendance, per cent of the month'), '15');
    expect(document.body.textContent).toContain('The modules come to 105 %. They must come to 100 %.');
    press(button('Save'));
    expect(document.body.textContent).toContain('Not saved');
    expect(written()).toEqual([]);
    write(field('Lead, per cent of the month'), '25');
    expect(document.body.textContent).not.toContain('They must come to 100');
    press(button('Save'));
    await vi.waitFor(() => expect(written()).toEqual([{ moduleWeights: { attendance: 15, customer: 20, lead: 25, problem: 40 } }]));
  });

  test('what is no number is said beside it, stays, and is reached by whoever hears the page', async () => {
    await open();
    write(field('Discount of High in per cent'), 'ten');
    write(field('High: the best, % of customers'), '60');
    press(button('Save'));
    const wrong = field('Discount of High in per cent');
    expect([wrong.getAttribute('aria-invalid'), wrong.closest('td')?.textContent]).toEqual(['true', 'A per cent is a number of 0 to 100.']);
    expect(document.body.textContent).toContain('This includes the tier above, so it cannot be less.');
    expect(wrong).toHaveProperty('value', 'ten');
    expect(await faults()).toEqual([]);
  });

  test('what would change is asked for once writing rests, and only of what can move somebody', async () => {
    await open();
    const simulated = () => asked.filter(({ path }) => path === '/settings/simulation').map(({ fields }) => fields);
    expect(simulated()).toEqual([{}]);
    write(field('High: the best, % of customers'), '1');
    write(field('High: the best, % of customers'), '10');
    await vi.waitFor(() => expect(simulated()).toEqual([{}, { tierShares: { high: 0.9, general: 0.5 } }]));
    write(field('On duty'), '50');
    write(field('On time'), '50');
    await vi.waitFor(() => find('.sim .mv'));
    expect(find('.sim').textContent).toContain('421 customers: High to Ordinary');
    expect(simulated()).toHaveLength(2);
  });
});

const aShare = fc.integer({ min: 0, max: 10_000 }).map((of) => of / 10_000);
const aPair = fc.tuple(aShare, aShare).map(([one, other]) => ({ high: Math.max(one, other), general: Math.min(one, other) }));
const aVolume = fc.record({ netMinor: fc.nat(10_000_000), orders: fc.integer({ min: 1, max: 99 }) });
const someSettings = fc.record(
  {
    'tierDiscounts/high': aShare,
    'tierServices/general': fc.constantFrom('Delivery', 'Two lines\nof it'),
    tierShares: aPair,
    'tierLimits/GBP': fc.tuple(aVolume, aVolume).map(([one, more]) => ({
      general: one,
      high: { netMinor: one.netMinor + more.netMinor, orders: one.orders + more.orders },
    })),
    attendanceWeights: fc.integer({ min: 0, max: 100 }).map((onTime) => ({ onTime, onDuty: 100 - onTime })),
  },
  { requiredKeys: [] },
);

describe('a draft of settings', () => {
  test('that nobody touched says what holds, in every language', () => {
    fc.assert(
      fc.property(someSettings, fc.constantFrom('en-GB', 'de-DE', 'zh-CN', 'zh-TW', 'fr-FR'), (settled, locale) => {
        expect(checkDraft(writeDraft(settled, 'GBP', locale), settled, 'GBP', locale)).toMatchObject({ faults: {}, fields: {}, before: {} });
      }),
    );
  });

  test('goes from any settings to any others, and back by what was before', () => {
    fc.assert(
      fc.property(someSettings, someSettings, (now, then) => {
        const { fields, before } = checkDraft(writeDraft(then, 'GBP', 'en-GB'), now, 'GBP', 'en-GB');
        const after = { ...now, ...fields };
        expect(writeDraft(after, 'GBP', 'en-GB')).toEqual(writeDraft(then, 'GBP', 'en-GB'));
        expect(writeDraft({ ...after, ...before }, 'GBP', 'en-GB')).toEqual(writeDraft(now, 'GBP', 'en-GB'));
      }),
    );
  });

  test('takes limits whole or not at all, and none of a higher tier below those of the lower one', () => {
    const draft = writeDraft({}, 'GBP', 'en-GB');
    const check = (texts: Readonly<Record<string, string>>) => checkDraft({ ...draft, ...texts }, {}, 'GBP', 'en-GB').faults;
    expect(Object.keys(check({ [at.amount('high')]: '1,200' })).toSorted()).toEqual(['amount/general', 'orders/general', 'orders/high']);
    const all = { [at.amount('high')]: '1,200', [at.orders('high')]: '4', [at.amount('general')]: '2000', [at.orders('general')]: '2' };
    expect(check(all)).toEqual({ 'amount/general': 'limit-order' });
    expect(check({ ...all, [at.amount('general')]: '200' })).toEqual({});
    expect(check({ ...all, [at.orders('high')]: '1.5' })).toEqual({ 'orders/high': 'limit' });
  });
});

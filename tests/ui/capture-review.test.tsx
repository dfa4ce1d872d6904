import { describe, expect, test, vi } from 'vitest';
import { CaptureReview, type CaptureReviewProps } from '../../extension/sidebar/parts/CaptureReview.tsx';
import { chosenOf, correct, lessonsOf, rowsOf, tick } from '../../extension/sidebar/parts/capture-rows.ts';
import { also, contact, mail } from './gallery/sample-panel.ts';
import { button, find, key, mount, press, write } from './mount.tsx';

const nothing = vi.fn();
const review = (more: Partial<CaptureReviewProps> = {}) => (
  <CaptureReview contact={contact} mail={mail} also={also} onSave={nothing} onNeverLog={nothing} onOffer={nothing} onOpen={nothing} {...more} />
);
const ticked = (): string[] =>
  [...document.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')]
    .filter((box) => box.checked)
    .map((box) => box.getAttribute('aria-label') ?? '');

describe('what was found in a mail', () => {
  test('from .9 on a value is ticked, below .5 it is hidden until asked for', () => {
    mount(review());
    expect(ticked()).toEqual([
      'Keep name: Jan-Hendrik Vogelsang',
      'Keep e-mail: jh.vogelsang@kleine-eule.example',
      'Keep company: Kleine Eule Babyfachmarkt GmbH & Co. KG',
      'Keep title: Einkaufsleitung',
      'Keep phone: +49 40 5550 0148',
      'Keep website: kleine-eule.example',
    ]);
    expect(find('.h').nextElementSibling?.textContent).not.toContain('Kleine EuleMail text');
    expect(document.querySelectorAll('.capt')).toHaveLength(8);
    press(button('1 more, unsure'));
    expect(document.querySelectorAll('.capt')).toHaveLength(9);
  });

  test('a customer has one name: ticking another lets go of the first', () => {
    const rows = rowsOf({
      fields: [
        { field: 'name', value: 'A', confidence: 0.95, source: 'from-line' },
        { field: 'name', value: 'B', confidence: 0.93, source: 'signature' },
        { field: 'phone', value: '1', confidence: 0.95, source: 'signature' },
        { field: 'phone', value: '2', confidence: 0.95, source: 'signature' },
      ],
    });
    expect(chosenOf(rows).map(({ value }) => value)).toEqual(['A', '1', '2']);
    expect(chosenOf(tick(rows, 'name-1', true)).map(({ value }) => value)).toEqual(['B', '1', '2']);
    expect(chosenOf(correct(rows, 'name-0', '')).map(({ value }) => value)).toEqual(['1', '2']);
  });

  test('a corrected value is kept, ticked, and marked as corrected', () => {
    const onSave = vi.fn<CaptureReviewProps['onSave']>();
    mount(review({ onSave }));
    press(button('Phone: +49 171'));
    write(find('.ed-in input'), '+49 171 5550 194');
    key(find('.ed-in input'), 'Enter');
    expect(onSave).not.toHaveBeenCalled();
    expect(document.body.textContent).toContain('Corrected');
    press(button('Save and log mail'));
    const saved = onSave.mock.calls[0]?.[0] ?? [];
    expect(saved).toHaveLength(7);
    expect(saved.find((field) => field.corrected)).toEqual({
      field: 'phone',
      value: '+49 171 5550 194',
      confidence: 0.6,
      source: 'mail-text',
      corrected: true,
    });
    expect(onSave.mock.calls[0]?.[1]).toEqual([{ field: 'phone', found: '+49 171 5550 193', kept: '+49 171 5550 194' }]);
  });

  test('what was ticked though unsure, and what was not wanted though sure, is a lesson; one name for another is none', () => {
    const rows = rowsOf({
      fields: [
        { field: 'name', value: 'A', confidence: 0.95, source: 'from-line' },
        { field: 'name', value: 'B', confidence: 0.9, source: 'signature' },
        { field: 'phone', value: '1', confidence: 0.95, source: 'signature' },
        { field: 'companyName', value: 'C', confidence: 0.4, source: 'from-line' },
      ],
    });
    const chosen = tick(tick(tick(rows, 'name-1', true), 'phone-0', false), 'companyName-0', true);
    expect(lessonsOf(chosen)).toEqual([
      { field: 'companyName', found: 'C', kept: 'C' },
      { field: 'phone', found: '1', kept: null },
    ]);
    expect(lessonsOf(rows)).toEqual([]);
  });

  test('Enter saves while no control has the focus, not while one does', () => {
    const onSave = vi.fn();
    mount(review({ onSave }));
    key(document.body, 'Enter');
    expect(onSave).toHaveBeenCalledTimes(1);
    key(button('Never log'), 'Enter');
    expect(onSave).toHaveBeenCalledTimes(1);
  });

  test('without a name and an address nothing is saved, and the reason is told', () => {
    const onSave = vi.fn();
    mount(review({ onSave, contact: { fields: [{ field: 'name', value: 'A B', confidence: 0.6, source: 'mail-text' }] } }));
    press(button('Save and log mail'));
    expect(onSave).not.toHaveBeenCalled();
    expect(find('[role="alert"]').textContent).toContain('Tick a name or an address');
  });

  test('while saving it says so and takes no second press', () => {
    const onSave = vi.fn();
    mount(review({ onSave, busy: true }));
    press(button('Save and log mail'));
    key(document.body, 'Enter');
    expect(onSave).not.toHaveBeenCalled();
    expect(find('.btn.go').textContent).toContain('Saving');
  });

  test('an error stands beneath, and what was corrected stays', () => {
    mount(review());
    press(button('Title: Einkaufsleitung'));
    write(find('.ed-in input'), 'Einkauf');
    key(find('.ed-in input'), 'Enter');
    mount(review({ error: 'This browser has no room left.' }));
    expect(document.body.textContent).toContain('This browser has no room left.');
    expect(button('Title: Einkauf').textContent).toContain('Einkauf');
  });

  test('the other people of the mail: known, to be offered, never logged', () => {
    const onOffer = vi.fn();
    const onOpen = vi.fn();
    mount(review({ onOffer, onOpen }));
    press(button('Offer l.petersen@kleine-eule.example as lead'));
    expect(onOffer).toHaveBeenCalledWith('l.petersen@kleine-eule.example');
    press(button('Mareike Thomsen'));
    expect(onOpen).toHaveBeenCalledWith(also[0]?.id);
    expect(document.body.textContent).toContain('never logged');
  });

  test('what the reader left out is a sentence', () => {
    mount(review({ notes: [{ key: 'raw-cut', detail: '5 MB' }] }));
    expect(document.body.textContent).toContain('5 MB was read, the rest was left out');
  });
});

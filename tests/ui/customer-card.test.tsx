import { describe, expect, test, vi } from 'vitest';
import { CustomerCard } from '#shared/ui/customer/CustomerCard.tsx';
import type { FieldEdit } from '#shared/ui/customer/field-edit.ts';
import { Provenance } from '#shared/ui/customer/Provenance.tsx';
import { facts, noWorth, worth } from './gallery/sample-orders.ts';
import { bare, german, hannah, users } from './gallery/sample.ts';
import { button, find, key, mount, press, write } from './mount.tsx';

describe('the customer’s card', () => {
  test('says who it is and, without orders, why there is no tier', () => {
    mount(<CustomerCard customer={hannah} />);
    expect(find('h2').textContent).toBe('Hannah Whitfield');
    expect(find('.sub').textContent).toBe('Buyer, Little Acorn Nursery Supplies, Leeds');
    expect(find('.reason').textContent).toBe('No tier yet: no orders in the book');
    expect(find('.facts').textContent).toBe('Since March 2023');
    expect(document.querySelector('[role="button"]')).toBeNull();
  });

  test('a tier stands with its reason, and an opt-out is said', () => {
    mount(<CustomerCard customer={german} facts={facts} />);
    expect(find('.tier').getAttribute('aria-label')).toBe('Tier High');
    expect(find('.reason').textContent).toContain('£19,585 and 17 orders in 12 months');
    expect(find('.facts').textContent).toContain('Not to be mailed');
  });

  test('shows in pencil what to expect, each with its interval, and how such forecasts did', () => {
    mount(<CustomerCard customer={hannah} facts={facts} />);
    const figures = [...document.querySelectorAll('.worth .figs > div')].map((figure) => [...figure.children].map((part) => part.textContent));
    expect(figures).toEqual([
      ['Still a customer', '86%'],
      ['Orders', '7.4', '4 to 11'],
      ['Brings', '£11,900', '£6,400 to £18,210'],
    ]);
    expect(document.querySelectorAll('.worth dd.est')).toHaveLength(3);
    expect(find('.worth .soft').textContent).toMatch(/812 customers.*4,120 orders foretold, 4,388 came/u);
  });

  test('says in words what is missing for a forecast, and what cannot be told', () => {
    mount(<CustomerCard customer={hannah} facts={{ ...facts, worth: noWorth }} />);
    expect(find('.worth').textContent).toContain('After more customers who order again: 31 of 50');
    expect(document.querySelector('.worth .figs')).toBeNull();
    mount(<CustomerCard customer={hannah} facts={{ ...facts, worth: { ...worth, alive: null, brings: null, checked: null } }} />);
    expect(find('.worth').textContent).toMatch(/cannot be told yet.*no time yet to check/u);
    mount(<CustomerCard customer={hannah} facts={{ ...facts, worth: null }} />);
    expect(document.querySelector('.worth')).toBeNull();
  });

  test('a Chinese name bears its language', () => {
    mount(<CustomerCard customer={bare} />);
    expect(find('h2 [lang]').getAttribute('lang')).toBe('zh-Hans');
  });

  test('names from a page are text, never markup', () => {
    mount(<CustomerCard customer={{ ...hannah, name: '<img src=x onerror=alert(1)>' }} />);
    expect(document.querySelector('img')).toBeNull();
  });
});

describe('a field edited in place', () => {
  const mountEditable = (onEdit: (edit: FieldEdit) => void): void => {
    mount(<CustomerCard customer={hannah} onEdit={onEdit} />);
  };

  test('Enter opens it, Enter saves it, and the focus is back on it', () => {
    const onEdit = vi.fn<(edit: FieldEdit) => void>();
    mountEditable(onEdit);
    key(button('Phone: 0113'), 'Enter');
    const field = find('.ed-in input');
    expect(document.activeElement).toBe(field);
    write(field, ' 0113 496 0199 ');
    key(field, 'Enter');
    expect(onEdit.mock.calls).toEqual([[{ field: 'phones', was: '0113 496 0182', value: '0113 496 0199' }]]);
    expect(document.activeElement).toBe(button('Phone: 0113'));
  });

  test('Escape brings the old value back and saves nothing', () => {
    const onEdit = vi.fn();
    mountEditable(onEdit);
    press(button('Title: Buyer'));
    write(find('.ed-in input'), 'Head buyer');
    key(find('.ed-in input'), 'Escape');
    expect(onEdit).not.toHaveBeenCalled();
    expect(find('.sub').textContent).toContain('Buyer');
  });

  test('leaving it saves once', () => {
    const onEdit = vi.fn();
    mountEditable(onEdit);
    press(button('Title: Buyer'));
    write(find('.ed-in input'), 'Head buyer');
    find('.ed-in input').blur();
    expect(onEdit).toHaveBeenCalledTimes(1);
  });

  test('emptied, the value is cleared; unchanged, nothing is saved', () => {
    const onEdit = vi.fn<(edit: FieldEdit) => void>();
    mountEditable(onEdit);
    press(button('E-mail: hannah'));
    key(find('.ed-in input'), 'Enter');
    expect(onEdit).not.toHaveBeenCalled();
    press(button('E-mail: hannah'));
    write(find('.ed-in input'), '');
    key(find('.ed-in input'), 'Enter');
    expect(onEdit.mock.calls[0]?.[0]).toEqual({ field: 'emails', was: 'hannah@littleacorn.example', value: null });
  });

  test('what is no address stays in the field with a sentence, as does a name that was emptied', () => {
    const onEdit = vi.fn();
    mountEditable(onEdit);
    press(button('E-mail: hannah'));
    write(find('.ed-in input'), 'hannah at littleacorn');
    key(find('.ed-in input'), 'Enter');
    expect(find('.ed-in [role="alert"]').textContent).toContain('has an @');
    key(find('.ed-in input'), 'Escape');
    press(button('Name: Hannah'));
    write(find('.ed-in input'), '');
    key(find('.ed-in input'), 'Enter');
    expect(find('.ed-in [role="alert"]').textContent).toContain('needs a name');
    expect(onEdit).not.toHaveBeenCalled();
  });

  test('an unfinished Chinese word is not saved by its Enter', () => {
    const onEdit = vi.fn();
    mountEditable(onEdit);
    press(button('Name: Hannah'));
    write(find('.ed-in input'), 'lin');
    key(find('.ed-in input'), 'Enter', { isComposing: true });
    expect(onEdit).not.toHaveBeenCalled();
    expect(find('.ed-in input')).toBeTruthy();
  });

  test('a missing value can be added', () => {
    const onEdit = vi.fn<(edit: FieldEdit) => void>();
    mount(<CustomerCard customer={bare} onEdit={onEdit} />);
    press(button('Add title'));
    write(find('.ed-in input'), '店长');
    key(find('.ed-in input'), 'Enter');
    expect(onEdit.mock.calls[0]?.[0]).toEqual({ field: 'title', was: null, value: '店长' });
  });

  test('the saved value offers Undo where it stands, a removed one too', () => {
    const onUndo = vi.fn();
    mount(<CustomerCard customer={hannah} onEdit={vi.fn()} saved={{ field: 'title', was: 'Clerk', value: 'Buyer' }} onUndo={onUndo} />);
    expect(find('.sub .saved').textContent).toContain('Saved');
    press(button('Undo'));
    expect(onUndo).toHaveBeenCalledTimes(1);
    mount(<CustomerCard customer={bare} onEdit={vi.fn()} saved={{ field: 'phones', was: '1', value: null }} onUndo={onUndo} />);
    expect(find('.saved').textContent).toContain('Removed');
    expect(find('[role="status"]').textContent).toBe('Phone removed');
  });
});

describe('what we know, and from where', () => {
  test('every value has its source and day, and a value without one says who kept it', () => {
    mount(<Provenance customer={hannah} users={users} />);
    const rows = [...document.querySelectorAll('.prov > div')].map((row) => row.textContent);
    expect(rows).toEqual([
      'NameHannah WhitfieldFrom line, 20 Mar 2023',
      'E-mailhannah@littleacorn.exampleFrom line, 20 Mar 2023',
      'Phone0113 496 0182Signature, 2 Nov 2026',
      'TitleBuyerSignature, 2 Nov 2026',
      'CompanyLittle Acorn Nursery SuppliesTom Aldous, 20 Mar 2023',
      'Address14 Foundry Row, Leeds LS11 5QNSignature, 2 Nov 2026',
    ]);
  });
});

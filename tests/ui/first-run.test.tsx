import { describe, expect, test, vi } from 'vitest';
import { FirstRun } from '../../extension/sidebar/parts/FirstRun.tsx';
import { PlaceChoice } from '../../extension/sidebar/parts/PlaceChoice.tsx';
import { WebmailList } from '../../extension/sidebar/parts/WebmailList.tsx';
import { webmails } from './gallery/sample-panel.ts';
import { button, find, key, mount, press, settle, write } from './mount.tsx';

const nothing = vi.fn();
const boxes = (): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>('.code input')];
const digits = (): string =>
  boxes()
    .map((box) => box.value || '_')
    .join('');

function paste(box: HTMLElement, text: string): void {
  const data = new DataTransfer();
  data.setData('text', text);
  data.setData('text/plain', text);
  settle(() => {
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
}

describe('the pairing code', () => {
  const choice = (more = {}) => <PlaceChoice address="book.example.com" onPair={nothing} onLocal={nothing} {...more} />;

  test('is one labelled group of eight named boxes', () => {
    mount(choice());
    const group = find('[role="group"]');
    expect(find(`[id="${group.getAttribute('aria-labelledby')}"]`).textContent).toBe('Pairing code');
    expect(boxes().map((box) => box.getAttribute('aria-label'))).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((place) => `Digit ${place} of 8`));
  });

  test('pasted with spaces and dashes it fills all boxes', () => {
    const onPair = vi.fn();
    mount(choice({ onPair }));
    paste(find('.code input'), ' 4071-2986\n');
    expect(digits()).toBe('40712986');
    press(button('Pair this browser'));
    expect(onPair).toHaveBeenCalledWith({ address: 'https://book.example.com', code: '40712986' });
  });

  test('typed, it moves on; arrows move, Backspace takes the one before', () => {
    mount(choice());
    const [first, second, third] = boxes();
    if (!first || !second || !third) {
      throw new Error('no boxes');
    }
    write(first, '4');
    expect(document.activeElement).toBe(second);
    write(second, '0');
    expect(digits()).toBe('40______');
    key(third, 'ArrowLeft');
    expect(document.activeElement).toBe(second);
    key(third, 'Backspace');
    expect(digits()).toBe('4_______');
    write(first, '47');
    expect(digits()).toBe('7_______');
    write(first, 'x');
    expect(digits()).toBe('________');
  });

  test('a short code and a missing address are said beneath, and nothing is sent', () => {
    const onPair = vi.fn();
    mount(choice({ onPair, address: '' }));
    press(button('Pair this browser'));
    const said = [...document.querySelectorAll('[role="alert"]')].map((one) => one.textContent);
    expect(said).toEqual(['Write the address of the server, as your team lead gave it to you.', 'The code has eight digits.']);
    expect(onPair).not.toHaveBeenCalled();
  });

  test.each([
    ['book.example.com', 'https://book.example.com'],
    ['http://127.0.0.1:8400/set-up', 'http://127.0.0.1:8400'],
    ['localhost:8400', 'http://localhost:8400'],
  ])('the address %s is %s', (written, origin) => {
    const onPair = vi.fn();
    mount(choice({ onPair, address: written }));
    paste(find('.code input'), '40712986');
    press(button('Pair this browser'));
    expect(onPair.mock.calls[0]?.[0]).toMatchObject({ address: origin });
  });

  test('a wrong code is a sentence beneath the boxes, and the digits stay', () => {
    mount(choice());
    paste(find('.code input'), '40712986');
    mount(choice({ error: { field: 'code', text: 'The server does not know this code.' } }));
    expect(find('[role="group"] [role="alert"]').textContent).toBe('The server does not know this code.');
    expect(digits()).toBe('40712986');
  });

  test('the book can live in this browser only', () => {
    const onLocal = vi.fn();
    mount(choice({ onLocal }));
    press(find('input[type="radio"]:not(:checked)'));
    expect(document.querySelector('.code')).toBeNull();
    press(button('Start in this browser'));
    expect(onLocal).toHaveBeenCalledTimes(1);
  });
});

describe('the webmail', () => {
  test('is allowed by name, by this tab, or by its address', () => {
    const onAllow = vi.fn();
    mount(<WebmailList webmails={webmails} tabHost="webmail.acorn.example" onAllow={onAllow} />);
    press(button('Allow This tab'));
    press(button('Allow Outlook'));
    write(find('.by-address input'), 'https://mail.acorn.example/?_task=mail');
    press(find('.by-address button'));
    expect(onAllow.mock.calls).toEqual([['webmail.acorn.example'], ['outlook.office.com'], ['mail.acorn.example']]);
    write(find('.by-address input'), 'HTTP://mail.lan:8080/webmail/');
    press(find('.by-address button'));
    // A webmail in the house's own net may have no https: what was written out is kept.
    expect(onAllow.mock.calls.at(-1)).toEqual(['http://mail.lan:8080']);
    write(find('.by-address input'), 'not an address');
    press(find('.by-address button'));
    expect(find('[role="alert"]').textContent).toContain('Write the address');
  });

  test('comes second, once it is settled where the book lives', () => {
    const place = { onPair: nothing, onLocal: nothing };
    const webmail = { webmails, onAllow: nothing };
    mount(<FirstRun settled={null} place={place} webmail={webmail} onDone={nothing} />);
    expect(document.body.textContent).not.toContain('Gmail');
    mount(
      <FirstRun settled={{ kind: 'server', organization: 'Acorn Trading', user: 'Tom Aldous' }} place={place} webmail={webmail} onDone={nothing} />,
    );
    expect(document.body.textContent).toContain('Paired with Acorn Trading as Tom Aldous.');
    expect(document.body.textContent).toContain('Gmail');
  });
});

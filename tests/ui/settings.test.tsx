import { describe, expect, test, vi } from 'vitest';
import { KeysSheet } from '../../extension/sidebar/parts/KeysSheet.tsx';
import { NeverLogMenu } from '../../extension/sidebar/parts/NeverLogMenu.tsx';
import { NeverLogSettings } from '../../extension/sidebar/parts/NeverLogSettings.tsx';
import { SiteSettings, type SiteRow } from '../../extension/sidebar/parts/SiteSettings.tsx';
import { button, faults, find, mount, press, settle, write } from './mount.tsx';

const nothing = vi.fn();
const site: SiteRow = { origin: 'https://mail.acorn.example', host: 'mail.acorn.example', mode: 'ask' };

describe('the sites', () => {
  test('each has its three modes as one named group of radios, in a plain sentence each', async () => {
    const onMode = vi.fn();
    mount(
      <SiteSettings sites={[site, { ...site, origin: 'http://mail.lan', host: 'mail.lan', mode: 'known' }]} onMode={onMode} onRemove={nothing} />,
    );
    const groups = [...document.querySelectorAll('[role="radiogroup"]')];
    expect(groups.map((group) => group.getAttribute('aria-label'))).toEqual(['What is logged on mail.acorn.example', 'What is logged on mail.lan']);
    const radios = [...document.querySelectorAll<HTMLInputElement>('input[type="radio"]')];
    expect(radios.map((radio) => [radio.name, radio.checked])).toEqual([
      [site.origin, true],
      [site.origin, false],
      [site.origin, false],
      ['http://mail.lan', false],
      ['http://mail.lan', true],
      ['http://mail.lan', false],
    ]);
    expect(groups[0]?.textContent).toContain('Nothing is logged until you press.');
    settle(() => radios[2]?.click());
    expect(onMode).toHaveBeenCalledWith(site, 'always');
    expect(await faults()).toEqual([]);
  });

  test('reading one is ended by a press that names it', () => {
    const onRemove = vi.fn();
    mount(<SiteSettings sites={[site]} onMode={nothing} onRemove={onRemove} />);
    press(button('Do not read mail.acorn.example any more'));
    expect(onRemove).toHaveBeenCalledWith(site);
  });
});

describe('the never-log list', () => {
  test.each([
    ['bad', 'Write an address'],
    ['own', 'your own address'],
    ['there', 'on the list already'],
  ] as const)('a rule that is %s is said beneath, and what was typed stays', async (fault, sentence) => {
    mount(<NeverLogSettings rules={[]} ownDomain="acorn.example" onAdd={async () => fault} onRemove={nothing} />);
    write(find('.by-address input'), 'acorn');
    press(find('.by-address button'));
    await vi.waitFor(() => expect(find('[role="alert"]').textContent).toContain(sentence));
    expect(find('.by-address input')).toHaveProperty('value', 'acorn');
    expect(document.body.textContent).toContain('@acorn.example');
    expect(await faults()).toEqual([]);
  });

  test('a good one empties the field', async () => {
    const onAdd = vi.fn(async () => undefined);
    mount(<NeverLogSettings rules={['clinic.example']} ownDomain={null} onAdd={onAdd} onRemove={nothing} />);
    write(find('.by-address input'), 'anna@acme.example');
    press(find('.by-address button'));
    expect(onAdd).toHaveBeenCalledWith('anna@acme.example');
    await vi.waitFor(() => expect(find('.by-address input')).toHaveProperty('value', ''));
  });

  test('of a person: their addresses and their firm, and what holds them back already', () => {
    const [onNever, onAllow] = [vi.fn(), vi.fn()];
    mount(
      <NeverLogMenu
        people={[
          { email: 'anna@acme.example', rule: null, domain: 'acme.example' },
          { email: 'anna@freemail.example', rule: null, domain: null },
          { email: 'anna@clinic.example', rule: 'clinic.example', domain: 'clinic.example' },
        ]}
        onNever={onNever}
        onAllow={onAllow}
      />,
    );
    press(button('Log nothing from anna@acme.example'));
    press(button('Log nothing from anyone at acme.example'));
    press(button('Take clinic.example off'));
    expect([onNever.mock.calls, onAllow.mock.calls]).toEqual([[['anna@acme.example'], ['acme.example']], [['clinic.example']]]);
    expect(document.body.textContent).not.toContain('anyone at freemail.example');
    expect(document.body.textContent).not.toContain('nothing from anyone at clinic.example');
  });
});

test('the list of keys shows the commands as the user has set them', () => {
  mount(<KeysSheet mac={false} commands={{ _execute_action: 'Alt+Shift+S', 'capture-page': '' }} onClose={nothing} />);
  const rows = [...document.querySelectorAll('.pair-row')].map((row) => row.textContent);
  expect(rows).toContain('Alt+Shift+Sopen the panel');
  expect(rows).toContain('no keys setread the page beside it');
});

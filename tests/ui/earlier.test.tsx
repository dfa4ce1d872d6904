import { describe, expect, test, vi } from 'vitest';
import { EarlierList } from '../../extension/sidebar/parts/EarlierList.tsx';
import { EarlierMail } from '../../extension/sidebar/parts/EarlierMail.tsx';
import { EarlierStart } from '../../extension/sidebar/parts/EarlierStart.tsx';
import { earlierFetch } from './gallery/earlier-slots.tsx';
import { button, faults, key, mount, press } from './mount.tsx';

const nothing = vi.fn();

describe('fetching earlier mail', () => {
  test('names the webmails that give it and those that do not, and shows how far it is', async () => {
    const onFetch = vi.fn();
    const onStop = vi.fn();
    const places = [
      { tab: 4, webmail: 'Roundcube', host: 'mail.shop.example', gives: true },
      { tab: 9, webmail: 'Gmail', host: 'mail.google.com', gives: false },
    ];
    mount(<EarlierStart name="Anna" most={200} places={places} onFetch={onFetch} onStop={onStop} />);
    expect(document.body.textContent).toContain('the newest 200 at most');
    expect(document.body.textContent).toContain('Gmail has no search that Sidebook may ask.');
    expect(document.querySelectorAll('button').length).toBe(1);
    press(button('Fetch from Roundcube, mail.shop.example'));
    expect(onFetch).toHaveBeenCalledWith(4);
    expect(await faults()).toEqual([]);
    const progress = { host: 'mail.shop.example', read: 3, wanted: 40, isSearching: false };
    mount(<EarlierStart name="Anna" most={200} places={places} progress={progress} onFetch={onFetch} onStop={onStop} />);
    expect(document.querySelector('progress')?.getAttribute('aria-label')).toBe('Reading 3 of 40');
    press(button('Stop'));
    expect(onStop).toHaveBeenCalledOnce();
    expect(await faults()).toEqual([]);
    mount(<EarlierStart name="Anna" most={200} places={[]} onFetch={nothing} onStop={nothing} />);
    expect(document.body.textContent).toContain('Open a webmail that is switched on');
  });

  test('lists the mails newest first, what is in the book cannot be ticked, and what was left out is counted', async () => {
    const onKeep = vi.fn();
    mount(<EarlierList run={earlierFetch} onKeep={onKeep} />);
    const text = document.body.textContent ?? '';
    expect(text).toContain('The webmail found 412; the newest 199 were read.');
    expect(text).toContain('Never-log list (quiet-law.example): 1');
    expect(text).toContain('Lists and automatic mail: 12');
    const ticks = [...document.querySelectorAll<HTMLInputElement>('.tick-in')];
    expect(ticks.map((tick) => tick.disabled)).toEqual([false, false, false, true]);
    const [first, second] = ticks;
    if (first !== undefined && second !== undefined) {
      press(second);
    }
    key(button('Keep 2 mails'), 'Enter', { ctrlKey: true });
    expect(onKeep).toHaveBeenLastCalledWith([0, 2]);
    press(button('Tick none'));
    press(button('Keep 0 mails'));
    expect(onKeep).toHaveBeenCalledTimes(1);
    expect(document.querySelector('[role="alert"]')?.textContent).toBe('Tick a mail first.');
    press(button('Tick all'));
    press(button('Keep 3 mails'));
    expect(onKeep).toHaveBeenLastCalledWith([0, 1, 2]);
    expect(await faults()).toEqual([]);
  });

  test('a fetch that found nothing, or all of it known, has nothing to keep', () => {
    mount(<EarlierList run={{ ...earlierFetch, mails: [], held: {}, rules: [] }} onKeep={nothing} />);
    expect(document.body.textContent).toContain('No mail with this customer was found');
    expect(document.querySelectorAll('button').length).toBe(0);
  });

  test('the timeline says what was reached', () => {
    const onFetch = vi.fn();
    mount(<EarlierMail reach={{ host: 'mail.shop.example', oldestAt: '2025-03-03T08:00:00Z', isAll: false }} onFetch={onFetch} />);
    expect(document.body.textContent).toContain('in part, back to 3 Mar 2025');
    press(button('Fetch earlier mail'));
    expect(onFetch).toHaveBeenCalledOnce();
    mount(<EarlierMail reach={undefined} onFetch={undefined} />);
    expect(document.querySelector('.note-s')).toBeNull();
  });
});

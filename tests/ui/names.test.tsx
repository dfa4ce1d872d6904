import { describe, expect, test } from 'vitest';
import { textsFor } from '#shared/text/index.ts';
import { CustomerCard } from '#shared/ui/customer/CustomerCard.tsx';
import { HitRow } from '../../extension/sidebar/parts/HitRow.tsx';
import { KnownMail } from '../../extension/sidebar/parts/KnownMail.tsx';
import { aCustomer } from './gallery/sample.ts';
import { find, mount } from './mount.tsx';

const sara = 'שרה כהן (רכש)';
const names = [
  ['Hebrew', sara, undefined],
  ['Arabic', 'ليلى حداد', undefined],
  ['Chinese', '张伟', 'zh-Hans'],
  ['Japanese', '山田 はな', 'ja'],
  ['French, with marks', 'Zoë Lefèvre', undefined],
] as const;

describe('trap: non-ASCII addresses, Chinese and Japanese names, right-to-left names', () => {
  test.each(names)('%s: a name stands alone in its direction, with its language, on the card and in lists', (_, name, lang) => {
    mount(<CustomerCard customer={aCustomer({ name, companyName: name })} />);
    for (const place of [find('h2 bdi'), find('.who .sub bdi')]) {
      expect(place.textContent).toBe(name);
      expect(place.getAttribute('lang') ?? undefined).toBe(lang);
    }
    mount(<HitRow hit={{ id: 'c1', kind: 'person', name, second: `${name}, 4` }} />);
    expect(find('.t bdi').textContent).toBe(name);
    expect(find('.s bdi').textContent).toBe(`${name}, 4`);
  });

  test('the other people of a mail stand alone too', () => {
    const also = [{ email: 'sara@x.example', name: sara, state: 'known', id: 'c2' } as const];
    const none = (): void => undefined;
    mount(<KnownMail mail={{ subject: 'x', at: null, precision: 'day' }} state="logged" also={also} onLog={none} onOffer={none} onOpen={none} />);
    expect([...document.querySelectorAll('bdi')].map((one) => one.textContent)).toContain(sara);
  });

  test.each(['en', 'zh-CN', 'zh-TW'])('within a sentence it is isolated, and nothing else is changed: %s', (locale) => {
    const texts = textsFor(locale);
    expect(texts.undo.saved(sara)).toContain(`\u2068${sara}\u2069`);
    expect(texts.firstRun.paired('حداد', 'Robin')).toContain('\u2068حداد\u2069');
    expect(texts.undo.saved('Zoë Lefèvre 张伟')).not.toMatch(/[\u2066-\u2069]/u);
  });
});

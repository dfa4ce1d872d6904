import { describe, expect, test } from 'vitest';
import { readSelection } from '#shared/capture/selection.ts';

function read(text: string, pageUrl: string | null = null, country: string | null = null): string[] {
  return readSelection(text, { country, pageUrl })
    .fields.filter((field) => field.confidence >= 0.5)
    .map((field) => `${field.field}: ${field.value}`)
    .toSorted();
}

describe('a selected text becomes a lead', () => {
  test.each([
    [
      'a card in English',
      'Sarah Lind\nHead of Purchasing\nHolt Harbour Tools Ltd\n1 Harbour Street, London E1 6AN\nTel: +44 20 7946 0123\nsarah.lind@holt-harbour.example\nwww.holt-harbour.example',
      [
        'address: 1 Harbour Street, London E1 6AN',
        'companyName: Holt Harbour Tools Ltd',
        'email: sarah.lind@holt-harbour.example',
        'link: https://www.holt-harbour.example',
        'name: Sarah Lind',
        'phone: +442079460123',
        'title: Head of Purchasing',
      ],
    ],
    [
      'a card in German with a fax',
      'Kleine Eule Babyfachmarkt GmbH & Co. KG\nAnsprechpartnerin: Ute Brandt\nEinkaufsleitung\nTelefon 040 5550148\nFax 040 5550149\nbrandt@kleine-eule.de',
      [
        'companyName: Kleine Eule Babyfachmarkt GmbH & Co. KG',
        'email: brandt@kleine-eule.de',
        'name: Ute Brandt',
        'phone: +49405550148',
        'title: Einkaufsleitung',
      ],
    ],
    [
      'a card in Chinese',
      '张伟\n采购经理\n龙马贸易有限公司\n手机：138 0013 8000\nzhangwei@longma.cn',
      ['companyName: 龙马贸易有限公司', 'email: zhangwei@longma.cn', 'name: 张伟', 'phone: +8613800138000', 'title: 采购经理'],
    ],
    ['one line', 'Tom Brook <tom.b@brook.example>, +44 20 7946 0102', ['email: tom.b@brook.example', 'name: Tom Brook', 'phone: +442079460102']],
    ['an address alone', 'Tom.B@Brook.example', ['email: tom.b@brook.example']],
    ['a sentence is nobody', 'The harbour was quiet in the morning, and nobody spoke.', []],
    ['nothing', '  \n ', []],
  ])('%s', (_what, text, expected) => {
    const country = text.includes('.de') ? 'DE' : text.includes('.cn') ? 'CN' : null;
    expect(read(text, null, country)).toEqual(expected);
  });

  test('a number without a code belongs to the country of the page', () => {
    expect(read('040 5550148', 'https://kleine-eule.de/kontakt')).toEqual(['phone: +49405550148']);
  });

  test('everything says that it comes from a selection', () => {
    const { fields } = readSelection('Sarah Lind\nBuyer\nsarah@brook.example', { country: null, pageUrl: null });
    expect(new Set(fields.map((field) => field.source))).toEqual(new Set(['selection']));
  });

  test('a whole book is read to its first lines', () => {
    const started = performance.now();
    readSelection(`Sarah Lind\n${'a'.repeat(200_000)}@${'b.'.repeat(100_000)}\n${'12 34 '.repeat(100_000)}`, { country: 'DE', pageUrl: null });
    expect(performance.now() - started).toBeLessThan(500);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSignature } from '#shared/capture/text/signature-fields.ts';
import { splitSignature } from '#shared/capture/text/signature.ts';

type Sender = { name: string; email: string };

/** What the block gives, as `field: value`, the surest of each field first. */
function read(block: string, sender: Sender, country: string | null = null): string[] {
  return readSignature(block, sender, { country }).map(({ field, value }) => `${field}: ${value}`);
}

describe('signatures in six languages', () => {
  test.each<[string, string, Sender, string[]]>([
    [
      'English',
      'Kind regards,\nMira Holt\nHead of Purchasing\nHolt Harbour Tools Ltd\n12 High Street, London EC1A 1BB\nTel: +44 20 7946 0123\nwww.holt-harbour.example',
      { name: 'Mira Holt', email: 'mira@holt-harbour.example' },
      [
        'companyName: Holt Harbour Tools Ltd',
        'title: Head of Purchasing',
        'phone: +442079460123',
        'link: https://www.holt-harbour.example',
        'address: 12 High Street, London EC1A 1BB',
      ],
    ],
    [
      'English, one line',
      'Mira Holt | Senior Buyer | Holt & Harbour Inc. | +1 312 867 0110',
      { name: 'Mira Holt', email: 'mira@holtharbour.example' },
      ['companyName: Holt & Harbour Inc.', 'title: Senior Buyer', 'phone: +13128670110'],
    ],
    [
      'German, with fax and notice',
      'Mit freundlichen Grüßen\n\ni. A. Anna Berg\nEinkaufsleiterin\n\nNordlicht Feinkost GmbH & Co. KG\nHafenstraße 12 · 20457 Hamburg\nTelefon 040 / 123 456-78\nFax 040 / 123 456-79\n\nGeschäftsführer: Karl Nord\nSitz der Gesellschaft: Hamburg, HRB 123456',
      { name: 'Anna Berg', email: 'anna.berg@nordlicht-feinkost.de' },
      ['companyName: Nordlicht Feinkost GmbH & Co. KG', 'title: Einkaufsleiterin', 'phone: +494012345678', 'address: Hafenstraße 12, 20457 Hamburg'],
    ],
    [
      'French',
      'Cordialement,\n\nClaire Dubois\nResponsable des achats\nDubois & Fils SARL\n14, rue des Lilas\n69003 Lyon\nTél. : 04 72 00 00 00',
      { name: 'Claire Dubois', email: 'c.dubois@dubois-fils.fr' },
      ['companyName: Dubois & Fils SARL', 'title: Responsable des achats', 'phone: +33472000000', 'address: 14, rue des Lilas, 69003 Lyon'],
    ],
    [
      'Spanish',
      'Un saludo,\nMarta Ruiz\nDirectora de Compras | Aceites del Sur, S.L.\nCalle Mayor 5, 28013 Madrid\nMóvil 612 345 678',
      { name: 'Marta Ruiz', email: 'marta@aceitesdelsur.es' },
      ['companyName: Aceites del Sur, S.L.', 'title: Directora de Compras', 'phone: +34612345678', 'address: Calle Mayor 5, 28013 Madrid'],
    ],
    [
      'Chinese',
      '此致\n敬礼\n\n张伟 采购经理\n上海明珠贸易有限公司\n地址：上海市浦东新区世纪大道100号\n手机：13812345678',
      { name: '张伟', email: 'zhangwei@mingzhu.cn' },
      ['companyName: 上海明珠贸易有限公司', 'title: 采购经理', 'phone: +8613812345678', 'address: 上海市浦东新区世纪大道100号'],
    ],
    [
      'Japanese',
      '株式会社アクメ\n営業部 部長\n山田 太郎\n〒100-0001 東京都千代田区千代田1-1\nTEL: 03-1234-5678',
      { name: '山田 太郎', email: 'yamada@acme.co.jp' },
      ['companyName: 株式会社アクメ', 'title: 営業部 部長', 'phone: +81312345678', 'address: 〒100-0001 東京都千代田区千代田1-1'],
    ],
  ])('%s', (_language, block, sender, expected) => {
    expect(read(block, sender)).toEqual(expected);
  });
});

describe('who signs where the header or the words do not say', () => {
  test.each<[string, string, Sender, string[]]>([
    [
      'the name comes from the block when the header has only an address',
      'Best wishes\nMira Holt, MEng CEng\nSenior Buyer\nHolt Tools Ltd',
      { name: '', email: 'mira.holt@holt-tools.example' },
      ['name: Mira Holt', 'companyName: Holt Tools Ltd', 'title: Senior Buyer'],
    ],
    [
      'a title that no list knows stands between name and company',
      'Mira Holt (she/her)\nKeeper of the Looms\nHolt Textiles Ltd',
      { name: 'Mira Holt', email: 'mira@holt-textiles.example' },
      ['companyName: Holt Textiles Ltd', 'title: Keeper of the Looms'],
    ],
    [
      'a company without a legal form stands below the title',
      'Mira Holt\nShift Manager\nGolden Mill\n12 High Street, London EC1A 1BB',
      { name: 'Mira Holt', email: 'mira@gmail.com' },
      ['companyName: Golden Mill', 'title: Shift Manager', 'address: 12 High Street, London EC1A 1BB'],
    ],
    [
      'a post code is no phone, and takes the street above it along',
      'Jens Holt\nHolt Bau GmbH\nAm Hang 3\n38640 Goslar\nTel. 05321 231250',
      { name: 'Jens Holt', email: 'jens@holt-bau.de' },
      ['companyName: Holt Bau GmbH', 'phone: +495321231250', 'address: Am Hang 3, 38640 Goslar'],
    ],
    [
      'a phone beside a chat id is kept',
      '张伟\n手机：13812345678（微信同号）\nQQ：12345678',
      { name: '张伟', email: 'zhangwei@mingzhu.cn' },
      ['phone: +8613812345678'],
    ],
    [
      'a legal form apart from its name, and a role before the name',
      '有限会社 青葉商会\n代表取締役 山田 太郎',
      { name: '山田 太郎', email: 'yamada@aoba.co.jp' },
      ['companyName: 有限会社 青葉商会', 'title: 代表取締役'],
    ],
  ])('%s', (_what, block, sender, expected) => {
    expect(read(block, sender)).toEqual(expected);
  });
});

describe('a wrong value is worse than none', () => {
  const sender = { name: 'Mira Holt', email: 'mira@gmail.com' };
  test.each([
    ['a greeting and a name', 'Cheers,\nMira'],
    ['a phone’s line', 'Mira\nSent from my iPhone'],
    ['numbers that are no phones', 'Mira Holt\nVAT GB 123 4567 89\nIBAN DE89 3704 0044 0532 0130 00\nHRB 123456'],
    ['a director in the notice of law', 'Mira Holt\n\nGeschäftsführer: Karl Holt'],
    ['a sentence about a manager', 'Mira\nplease ask your manager for the price list.'],
    ['a fax alone', 'Mira Holt\nFax: +44 20 7946 0999'],
  ])('%s gives nothing', (_what, block) => {
    expect(read(block, sender, 'GB')).toEqual([]);
  });

  test('trap: freemail is no company, even where the words agree', () => {
    expect(read('Mira Holt\nGmail', sender)).toEqual([]);
  });

  test('agreement with the domain raises to .9 and more, a legal form alone does not', () => {
    const confidence = (email: string): number | undefined =>
      readSignature('Mira Holt\nHolt Tools Ltd', { name: 'Mira Holt', email }, { country: null })[0]?.confidence;
    expect(confidence('mira@holt-tools.example')).toBeGreaterThanOrEqual(0.9);
    expect(confidence('mira@other.example')).toBeLessThan(0.9);
  });
});

test('a number without a code is read in the domain’s country, else in the given one, else not at all', () => {
  const phone = (email: string, country: string | null): string | undefined => read('Mira\nTel: 020 7946 0123', { name: 'Mira', email }, country)[0];
  expect(phone('mira@holt.co.uk', 'US')).toBe('phone: +442079460123');
  expect(phone('mira@holt.example', 'GB')).toBe('phone: +442079460123');
  expect(phone('mira@holt.example', null)).toBeUndefined();
});

test('never throws and keeps to the model', () => {
  const piece = fc.constantFrom(
    'Mira Holt',
    ' | ',
    '\n',
    'Acme Ltd',
    ', ',
    'Buyer',
    '+44 20 7946 0123',
    'www.acme.example',
    '12 High Street',
    '公司：',
    '张伟 ',
    'GmbH',
    '\t',
    'Tel: ',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
      ),
      (block) => {
        for (const field of readSignature(block, { name: 'Mira Holt', email: 'mira@acme.example' }, { country: 'GB' })) {
          expect(field.confidence).toBeGreaterThanOrEqual(0);
          expect(field.confidence).toBeLessThanOrEqual(1);
          expect(field.value).not.toBe('');
        }
      },
    ),
  );
});

test('is quick whatever is pumped into a block', () => {
  const slow: string[] = [];
  for (const pump of [
    '(she ',
    '（ア',
    'x 同号）',
    '（',
    ' 敬上',
    ', MEng',
    ', M.D.',
    ' B.A',
    '12 ',
    'floor ',
    'Haus ',
    '1 F',
    '| ',
    ' / ',
    '有限会社 ',
    '株式会社',
    'Acme Ltd, ',
    '+1 ',
    '(0)',
    'a@',
    'www.',
    '王 芳 ',
    '〒',
    '·',
    '\t',
    'a.b',
    'Tel: ',
  ]) {
    for (const block of [
      pump.repeat(500 / pump.length),
      `Mira Holt\n${`${pump.repeat(480 / pump.length)}\n`.repeat(40)}`,
      pump.repeat(200_000 / pump.length),
    ]) {
      const startedAt = performance.now();
      readSignature(block, { name: '', email: 'mira@acme.example' }, { country: 'GB' });
      splitSignature(`Hello.\n\n${block}`, { name: 'Mira Holt', email: 'mira@acme.example' });
      if (performance.now() - startedAt > 1500) {
        slow.push(`${pump} ${Math.round(performance.now() - startedAt)} ms`);
      }
    }
  }
  expect(slow).toEqual([]);
}, 120_000);

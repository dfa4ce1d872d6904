import type { ErrorCode } from '../errors.ts';
import type { ReasonCode, ReasonNumbers, Reason } from '../model/reason.ts';
import { en as english } from './en.ts';
import { isolating } from './isolate.ts';
import type { Say } from './keys.ts';
import type { Texts } from './texts.ts';
import { zhHans } from './zh-hans.ts';
import { zhHant } from './zh-hant.ts';

export type { Say } from './keys.ts';
export type { Texts } from './texts.ts';

const en = isolating(english);

/** The languages there are texts in, by the tag that `lang` takes. */
const languages: Readonly<Record<string, Texts>> = { en, 'zh-Hans': isolating(zhHans), 'zh-Hant': isolating(zhHant) };

/** The languages that somebody can choose, each in its own words, with the locale that writes its dates and figures. */
export const LANGUAGES = [
  { tag: 'en', name: 'English', locale: 'en-GB' },
  { tag: 'zh-Hans', name: '简体中文', locale: 'zh-CN' },
  { tag: 'zh-Hant', name: '繁體中文', locale: 'zh-TW' },
] as const;

/** The texts in the language of a locale such as `en-GB`; English where there are none in it. */
export function textsFor(locale: string): Texts {
  return languages[languageOf(locale)] ?? en;
}

/** The language whose texts a locale gets: the tag for the page's `lang`. */
export function languageOf(locale: string): string {
  const tag = new Intl.Locale(locale).maximize();
  const name = tag.language === 'zh' ? `zh-${tag.script ?? 'Hans'}` : tag.language;
  return Object.hasOwn(languages, name) ? name : 'en';
}

/** The sentence for an error code; a code of a newer server gets the sentence of a failure. */
export function errorText(texts: Texts, code: string): string {
  return isErrorCode(code) ? texts.errors[code] : texts.errors.internal;
}

/** True for a code that has a sentence. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(en.errors, code);
}

/** The sentence of a reason, with its numbers in it. */
export function reasonText(texts: Texts, reason: Reason, say: Say): string {
  return tellReason(texts.reasons, reason, say);
}

/** One code and its numbers at a time, so that the sentence of each is given the numbers of just that code. */
function tellReason<C extends ReasonCode>(
  sentences: { readonly [K in C]: (numbers: ReasonNumbers[K], say: Say) => string },
  { code, numbers }: { readonly code: C; readonly numbers: ReasonNumbers[C] },
  say: Say,
): string {
  return sentences[code](numbers, say);
}

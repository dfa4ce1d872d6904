import type { Texts } from '#shared/text/index.ts';

const EMAIL = /^[^\s@]+@[^\s@]+$/u;

/** Why a needed line cannot be sent, or undefined. */
export function lineFault(label: string, value: string, texts: Texts): string | undefined {
  return value.trim() === '' ? texts.console.needed(label) : undefined;
}

/** Why an e-mail address cannot be sent, or undefined. */
export function emailFault(label: string, value: string, texts: Texts): string | undefined {
  return lineFault(label, value, texts) ?? (EMAIL.test(value.trim()) ? undefined : texts.console.emailBad);
}

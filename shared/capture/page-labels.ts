import type { PageLine } from './page-line.ts';

/** True where a short label names a fax: the head of a column, the line above, a picture. */
export function isFaxLabel(label: string): boolean {
  return (
    label.length <= 60 && !/\d{3}/u.test(label) && /(?:\b|\d)(?:tele)?fax\b|传真|傳真|ファックス|ファクス|팩스/iu.test(label) && !isPhoneLabel(label)
  );
}

/** True where a short label names a phone. */
export function isPhoneLabel(label: string): boolean {
  return (
    label.length <= 60 &&
    /\b(?:tel|tél|tele?phone|téléphone|telefon|tel[eé]fono|telefone|telefoon|phone|fon|mobile?|cell|handy|hotline|toll[- ]free|call)\b|电话|電話|手机|手機|携帯|전화/iu.test(
      label,
    )
  );
}

/** A longer line is no label. */
const MAX_LABEL = 40;

function isLabel(line: PageLine | undefined): boolean {
  const text = line?.text ?? '';
  return text.length <= MAX_LABEL && !/[\d@]/u.test(text) && (isFaxLabel(text) || isPhoneLabel(text) || /^e-?mail\b/iu.test(text));
}

function isValue(line: PageLine | undefined): boolean {
  const text = line?.text ?? '';
  return text.includes('@') || (text.match(/\d/gu)?.length ?? 0) >= 7;
}

/** `Reference desk: (212) 555-0100`: one of several under a label. */
const LISTED = /^[^\d:：]{2,40}[:：]\s?[+(\d]/u;

/**
 * What stands above each line and names its kind, or an empty text: the line above; with as many labels in a row as values
 * behind them, each its own; and above a list of named numbers the label of the list.
 */
export function labelsAbove(lines: readonly PageLine[]): string[] {
  const labels = lines.map(() => '');
  let at = 0;
  while (at < lines.length) {
    if (!isLabel(lines[at])) {
      at += 1;
      continue;
    }
    let value = at;
    while (isLabel(lines[value])) {
      value += 1;
    }
    const count = value - at;
    let end = value;
    while (isValue(lines[end])) {
      end += 1;
    }
    const last = lines[value - 1]?.text ?? '';
    for (let index = value; index < end; index += 1) {
      const isListed = /[:：]$/u.test(last) && LISTED.test(lines[index]?.text ?? '') && (index === value || labels[index - 1] === last);
      labels[index] = count >= 2 && end - value === count ? (lines[at + index - value]?.text ?? '') : index === value || isListed ? last : '';
    }
    at = Math.max(end, value);
  }
  return labels;
}

import { expect, test } from 'vitest';
import { labelsAbove } from '#shared/capture/page-labels.ts';
import type { PageLine } from '#shared/capture/page-line.ts';

function lines(...texts: readonly string[]): PageLine[] {
  return texts.map((text) => ({ text, links: [], heading: 0, isStrong: false, isLink: false, blocks: [], region: 'main', label: '' }));
}

test('a label stands over the value below it, and over no other', () => {
  expect(labelsAbove(lines('Phone', '212-555-0101', 'Fax:', '212-555-0102', '212-555-0103'))).toEqual(['', 'Phone', '', 'Fax:', '']);
});

test('as many labels as values: each has its own', () => {
  expect(labelsAbove(lines('Phone', 'Fax', 'E-mail', '212-555-0101', '212-555-0102', 'a@b.example'))).toEqual(['', '', '', 'Phone', 'Fax', 'E-mail']);
});

test('a list of named numbers keeps the label above it, to the next line of another kind', () => {
  expect(labelsAbove(lines('Fax:', 'Main Library: 212-555-0101', 'Law Library: 212-555-0102', 'Hours', 'Desk: 212-555-0103'))).toEqual([
    '',
    'Fax:',
    'Fax:',
    '',
    '',
  ]);
});

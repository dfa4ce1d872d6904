import { expect, test } from 'vitest';
import { readSelected } from '../../../extension/background/selection.ts';

const read = (text: string): ReturnType<typeof readSelected> => readSelected(text, 'https://acme.example/', '2026-11-20');

test('a marked talk or order goes along whole, a marked card does not', () => {
  const talk = '[03/11/2026, 14:05:22] Anna: Hello\n[03/11/2026, 14:06:22] Ben: Forty boxes, please.';
  expect(read(talk).selected).toBe(talk);
  expect(read('3 x milk\n2 x bread').selected).toBe('3 x milk\n2 x bread');
  const card = read('Sarah Lind\nBuyer\nsarah@brook.example');
  expect(card.selected).toBeUndefined();
  expect(card.people).toHaveLength(1);
});

import { describe, expect, test } from 'vitest';
import { htmlToText } from '#shared/capture/html/tokens.ts';
import { removeQuote } from '#shared/capture/text/quotes.ts';
import { ownWords, replies } from './html-replies.ts';

describe('an HTML reply keeps its own words only', () => {
  test.each(replies)('%s', (_program, html) => {
    expect(removeQuote(htmlToText(html).text).replace(/\s+/gu, ' ')).toBe(ownWords);
  });

  test('a box with a line above it is no quote', () => {
    const html = '<p>Two offers:</p><div style="border-top:1px solid #E1E1E1;padding:3px">Forty boxes at 4.20</div><p>Mira</p>';
    expect(removeQuote(htmlToText(html).text)).toContain('Forty boxes');
  });
});

test('a style that is pumped up takes no time', () => {
  const startedAt = performance.now();
  for (const pump of ['border-top:', 'border-top: solid #b5c4df 1.0pt; ', ' ', 'rgb(229, ', 'padding: 3.0pt ']) {
    htmlToText(`<div style="${pump.repeat(200_000 / pump.length)}">x</div>`.repeat(5));
  }
  expect(performance.now() - startedAt).toBeLessThan(3000);
});

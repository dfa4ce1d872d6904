// @vitest-environment jsdom
import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { censorPage } from '../../../extension/capture/structure.ts';
import { fixtures, loadFixture } from '../adapters/a-page.ts';

function parse(html: string): Document {
  return new DOMParser().parseFromString(html, 'text/html');
}

test('a page is told by its tags, classes and roles', () => {
  const { html } = loadFixture('gmail--conversation');
  const told = censorPage(parse(html));
  expect(told).toContain('span [email=…; name=…; data-hovercard-id=…; class=gD]');
  expect(told).toContain('h2 [class=hP; data-legacy-thread-id=…; …=…]');
  expect(told).toContain('(letter)');
  expect(told).not.toContain('Mira');
});

/** Words that nobody's selectors and no HTML have in them. */
const word = fc.stringMatching(/^[qxzjkw]{4,12}$/u);
const text = fc.oneof(
  word,
  fc.tuple(word, word).map(([a, b]) => `${a} ${b}`),
  fc.tuple(word, word).map(([a, b]) => `${a}@${b}.example`),
);
const place = fc.constantFrom(
  'text',
  'title',
  'href',
  'email',
  'data-name',
  'aria-label',
  'alt',
  'value',
  'data-testid',
  'id',
  'class',
  'srcdoc',
  'attribute',
  'comment',
);

test('no text of a page survives, wherever it stands', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(place, text), { minLength: 1, maxLength: 12 }), (parts) => {
      const page = parse('<html lang="en"><body class="aAU"><div role="main" class="nH"></div></body></html>');
      const main = page.querySelector('[role="main"]');
      for (const [where, what] of parts) {
        const element = page.createElement('div');
        main?.append(element);
        if (where === 'text') {
          element.textContent = what;
        } else if (where === 'comment') {
          element.append(page.createComment(what));
        } else if (where === 'attribute') {
          element.setAttribute(`data-${what.replace(/[^a-z]/gu, '')}`, '');
          element.append(what);
        } else {
          element.setAttribute(where, where === 'data-testid' ? `message-header:${what}` : what);
          // A name of the page's own making is a text where the page shows the word too.
          element.append(where === 'id' || where === 'class' ? what : '');
        }
      }
      const told = censorPage(page);
      for (const [, what] of parts) {
        for (const part of what.split(/[\s@.]/u).filter((one) => one !== '' && one !== 'example')) {
          expect(told).not.toContain(part);
        }
      }
    }),
  );
});

test('no person, address or subject of the pages written for tests survives', () => {
  for (const name of readdirSync(fixtures).filter((file) => file.endsWith('.html'))) {
    const told = censorPage(parse(loadFixture(name.replace('.html', '')).html));
    for (const secret of ['mira', 'holt', 'robin', 'forty', 'shuidi', '李梅', '询价', '0123', 'example']) {
      expect([name, secret, told.toLowerCase().includes(secret)]).toEqual([name, secret, false]);
    }
  }
});

// @vitest-environment jsdom
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readPage } from '../../../extension/capture/engine.ts';
import { fixtures, loadFixture, openPage } from './a-page.ts';

/**
 * What a webmail may do to its page from one day to the next, done to every page here: a class renamed, an anchor gone, brothers in
 * another order. The message then reads as before, or as less: never another person, another address or another day.
 */

const nowMs = new Date(2026, 10, 16, 12, 0).getTime();
const names = readdirSync(fixtures)
  .filter((file) => /^[\w-]+--[\w-]+\.html$/u.test(file))
  .map((file) => file.replace('.html', ''))
  .filter((name) => loadFixture(name).expected.kind === 'message')
  // Pages of one adapter that differ in little that this could find.
  .filter(
    (name) => !/^roundcube--elastic-(?!preview|show)|^gmail--(?:conversations-off|delegated|unknown|pop-out|reading-pane)|^netease--two/u.test(name),
  );

type Reading = ReturnType<typeof readPage>;
type Message = Extract<Reading, { kind: 'message' }>['message'];

function emails(people: Message['to']): Set<string> {
  return new Set(people.map((person) => person.email));
}

/** What a changed page says that the page before did not. */
function wrongIn(before: Message, others: readonly string[], after: Reading): string[] {
  if (after.kind !== 'message' && !(after.kind === 'unreadable' && after.fallback !== null)) {
    return [];
  }
  const message = after.kind === 'message' ? after.message : after.fallback;
  if (message === null) {
    return [];
  }
  // Another unfolded message of the conversation, whole.
  if (message.nativeId !== null && others.includes(message.nativeId) && !message.adapter.startsWith('generic@')) {
    return [];
  }
  const known = new Set([before.from?.email ?? '', ...emails(before.to), ...emails(before.cc), ...emails(before.replyTo)]);
  const day = (at: string | null): string => at?.slice(0, 13) ?? '';
  const sameInstant = message.sentAt === null || message.sentAt === before.sentAt || (message.precision === 'day' && before.sentAt !== null);
  return [
    ...(message.from?.email === before.from?.email ? [] : [`sender ${message.from?.email}`]),
    ...[...emails(message.to), ...emails(message.cc)].filter((email) => !known.has(email)).map((email) => `recipient ${email}`),
    // Sender and recipient have not changed places.
    ...[...emails(message.to), ...emails(message.cc)]
      .filter((email) => email === before.from?.email && !emails(before.to).has(email))
      .map(() => 'the sender as a recipient'),
    ...(sameInstant ? [] : [`date ${day(message.sentAt)}`]),
    ...(after.kind === 'message' && message.nativeId !== before.nativeId && !message.adapter.startsWith('generic@')
      ? [`id ${message.nativeId}`]
      : []),
  ];
}

function readChanged(html: string, url: string, change: (page: Document) => void): Reading {
  const page = openPage(html);
  change(page);
  return readPage(page, url, nowMs);
}

/** Every class, id and attribute that could be an anchor: not those in the letter. */
function anchorsOf(html: string): { name: string; value: string }[] {
  const page = openPage(html);
  const found = new Map<string, { name: string; value: string }>();
  for (const element of page.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (['srcdoc', 'href', 'style'].includes(name)) {
        continue;
      }
      for (const part of name === 'class' ? value.split(/\s+/u) : [value]) {
        found.set(`${name}=${part}`, { name, value: part });
      }
    }
  }
  return [...found.values()];
}

function elementsWith(page: Document, name: string, value: string): Element[] {
  return [...page.querySelectorAll('*')].filter((element) =>
    name === 'class' ? element.classList.contains(value) : element.getAttribute(name) === value,
  );
}

describe('a changed layout reads as before or as less', () => {
  test.each(names)(
    '%s',
    (name) => {
      const { html, expected } = loadFixture(name);
      const whole = readPage(openPage(html), expected.url, nowMs);
      if (whole.kind !== 'message') {
        throw new Error(`${name} is no message.`);
      }
      const before = whole.message;
      const wrong: string[] = [];
      const anchors = anchorsOf(html);
      let changes = 0;
      const check = (what: string, change: (page: Document) => void): void => {
        changes += 1;
        wrong.push(...wrongIn(before, expected.others ?? [], readChanged(html, expected.url, change)).map((told) => `${what}: ${told}`));
      };
      for (const { name: attribute, value } of anchors) {
        const what = `${attribute}="${value.slice(0, 40)}"`;
        check(`renamed ${what}`, (page) =>
          elementsWith(page, attribute, value).forEach((element) =>
            attribute === 'class' ? element.classList.replace(value, 'xq7') : element.setAttribute(attribute, attribute === 'id' ? 'xq7' : ''),
          ),
        );
        check(`gone ${what}`, (page) => elementsWith(page, attribute, value).forEach((element) => element.removeAttribute(attribute)));
      }
      const count = openPage(html).querySelectorAll('body *').length;
      for (let at = 0; at < count; at += 1) {
        // The letter itself may say what it likes.
        check(`turned round, element ${at}`, (page) => {
          const element = page.querySelectorAll('body *')[at];
          element?.replaceChildren(...[...element.children].toReversed());
        });
        check(`cut, element ${at}`, (page) => page.querySelectorAll('body *')[at]?.remove());
      }
      expect(wrong).toEqual([]);
      expect(changes).toBeGreaterThan(20);
    },
    120_000,
  );
});

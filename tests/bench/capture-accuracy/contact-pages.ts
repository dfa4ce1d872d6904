import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findPhoneNumbersInText } from 'libphonenumber-js';
import * as v from 'valibot';
import { isSameCompany } from '#shared/capture/draft.ts';
import { isSameName, nameWords } from '#shared/capture/text/names.ts';
import { toPhone } from '#shared/capture/text/phones.ts';
import { capture, toDocument } from './read.ts';
import { listFiles, samples } from './samples.ts';
import { Score } from './score.ts';

/** What people marked in a page, by kind, as it is written there. */
const Labels = v.object({
  EMAIL: v.optional(v.array(v.string()), []),
  TEL: v.optional(v.array(v.string()), []),
  FAX: v.optional(v.array(v.string()), []),
  PER: v.optional(v.array(v.string()), []),
  ORG: v.optional(v.array(v.string()), []),
  FUNC: v.optional(v.array(v.string()), []),
});

type Scores = Readonly<Record<'email' | 'phone' | 'phonePeer' | 'person' | 'title' | 'organization', Score>>;

/** The scores of all pages, of those on which the rules were fitted (even places in the list) and of those held out (odd ones). */
export type ContactPageScores = { readonly all: Scores; readonly fitted: Scores; readonly heldOut: Scores; readonly pages: number };

function emptyScores(): Scores {
  return { email: new Score(), phone: new Score(), phonePeer: new Score(), person: new Score(), title: new Score(), organization: new Score() };
}

function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}

/** The people of the labels: `Dan`, `Goldie` and `Dan Goldie` are said of `Daniel C. Goldie` again. */
function peopleOf(labels: readonly string[]): string[] {
  const isPart = (name: string, other: string): boolean => {
    const [few, many] = [nameWords(name), nameWords(other)];
    return many.length > few.length && few.every((word) => many.some((long) => long === word || (word.length >= 3 && long.startsWith(word))));
  };
  return unique(labels).filter((name) => !labels.some((other) => isPart(name, other)));
}

/** A label as an address: `name at shop dot com` and `name[at]shop[dot]com` are written so for people. */
function labelledEmail(label: string): string {
  return label
    .toLowerCase()
    .replace(/\s*[[({]\s*at\s*[\])}]\s*|\s+at\s+/gu, '@')
    .replace(/\s*[[({]\s*dot\s*[\])}]\s*|\s+dot\s+/gu, '.')
    .replace(/\s/gu, '');
}

type Number = { readonly e164: string | null; readonly digits: string };

/** Letters are left out, and the figures in brackets stand for them: `1-888-WEB-CLUB (1-888-932-2582)`, `1.888.LUTRON1 (588-7661)`. */
function labelledNumbers(label: string): Number[] {
  const [, area = '', figures = ''] = /^([^A-Z]*)[A-Z\d-]*[A-Z]{3}[A-Z\d-]*\s?\(([\d-]{7,})\)/u.exec(label) ?? [];
  const plain = figures === '' ? label : figures.length >= 10 ? figures : `${area}${figures}`;
  const e164 = toPhone(plain, 'US');
  const digits = plain
    .replace(/\s*(?:ext|x)\.?\s*\d+$/iu, '')
    .replace(/\(0\)/gu, '')
    .replace(/\D/gu, '')
    .replace(/^0+/u, '');
  return digits.length < 7 ? [] : [{ e164: e164 !== null && /^\+\d+$/u.test(e164) ? e164 : null, digits }];
}

/** The same where both are E.164 of one country, else where the figures of the label are the end of what was found. */
function isSameNumber(found: string, label: Number): boolean {
  const digits = found.replace(/\D/gu, '');
  return label.e164 !== null && found.startsWith('+') ? found === label.e164 : digits.endsWith(label.digits) || label.digits.endsWith(digits);
}

/** The addresses and numbers that links of a page write to and call, and its numbers as libphonenumber alone finds them in its text. */
function readOtherWays(file: string): { readonly linked: ReadonlySet<string>; readonly called: ReadonlySet<string>; readonly peerPhones: string[] } {
  const document = toDocument(readFileSync(file, 'utf8'));
  const linked = [...document.querySelectorAll('a[href^="mailto:" i]')].map((link) =>
    decodeURIComponent(
      (link.getAttribute('href') ?? '')
        .slice(7)
        .split('?')[0]
        ?.replace(/%(?![0-9a-f]{2})/giu, '%25') ?? '',
    )
      .trim()
      .toLowerCase(),
  );
  document.querySelectorAll('script, style').forEach((element) => element.remove());
  const text = document.body.textContent;
  const called = [...document.querySelectorAll('a[href^="tel:" i]')].map((link) => toPhone(link.getAttribute('href') ?? '', 'US') ?? '');
  return {
    linked: new Set(linked),
    called: new Set(called),
    peerPhones: unique(findPhoneNumbersInText(text, 'US').map((match) => match.number.number)),
  };
}

/** Reads the labelled contact pages as the command line does and compares what is proposed with what people marked. */
export async function scoreContactPages(): Promise<ContactPageScores> {
  const expected = v.parse(v.record(v.string(), Labels), JSON.parse(readFileSync(path.join(samples, 'contact-pages/expected.json'), 'utf8')));
  const read = await capture(listFiles('contact-pages/us_contact_pages'));
  const scores = { all: emptyScores(), fitted: emptyScores(), heldOut: emptyScores() };
  read.forEach((page, at) => {
    const where = path.basename(page.file, '.html');
    const labels = expected[`us_contact_pages/${where}.html`] ?? v.parse(Labels, {});
    const all = [...page.people, ...page.organizations];
    const { linked, called, peerPhones } = readOtherWays(page.file);
    const faxes = labels.FAX.flatMap(labelledNumbers);
    const numbers = labels.TEL.flatMap(labelledNumbers).filter(
      (one, index, list) => list.findIndex((other) => other.digits === one.digits) === index,
    );
    const wanted = numbers.map((number) => Object.assign(number, { toString: () => number.e164 ?? number.digits }));
    const first = page.organizations.slice(0, 1).flatMap((one) => one.name ?? []);
    for (const score of [scores.all, at % 2 === 0 ? scores.fitted : scores.heldOut]) {
      score.email.add(
        unique(all.flatMap((one) => one.emails)),
        unique(labels.EMAIL.map(labelledEmail)),
        (a, b) => a === b,
        where,
        (email) => linked.has(email),
      );
      score.phone.add(unique(all.flatMap((one) => one.phones)), wanted, isSameNumber, where, (phone) => called.has(phone));
      score.phonePeer.add(
        peerPhones.filter((phone) => !faxes.some((fax) => isSameNumber(phone, fax))),
        wanted,
        isSameNumber,
        where,
      );
      if (labels.PER.length > 0) {
        score.person.add(
          page.people.flatMap((one) => one.name ?? []),
          peopleOf(labels.PER),
          (a, b) => a === b || isSameName(a, b),
          where,
        );
      }
      score.title.add(
        page.people.flatMap((one) => one.title ?? []),
        unique(labels.FUNC),
        (a, b) => a.toLowerCase().includes(b.toLowerCase()) || b.toLowerCase().includes(a.toLowerCase()),
        where,
      );
      if (labels.ORG.length > 0) {
        score.organization.add(
          first,
          [],
          () => false,
          where,
          (name) => labels.ORG.some((label) => isSameCompany(name, label)),
        );
      }
    }
  });
  return { ...scores, pages: read.length };
}

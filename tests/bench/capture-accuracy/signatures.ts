import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { normalizeEmail } from '#shared/capture/addresses.ts';
import { proposeContact } from '#shared/capture/people.ts';
import { removeQuote } from '#shared/capture/text/quotes.ts';
import { splitSignature } from '#shared/capture/text/signature.ts';
import { toPhone } from '#shared/capture/text/phones.ts';
import type { CapturedField } from '#shared/model/capture.ts';
import { aMessage } from '../../shared/capture/a-message.ts';
import type { Measured } from '../figure.ts';
import { shareOf } from './replies.ts';
import { hasSamples, listFiles } from './samples.ts';
import { FIELDS, listGenerated, listHandWritten, type SignatureCase, type SignatureField } from './signatures/cases.ts';

const squeeze = (text: string): string => text.replace(/\s+/gu, '');

/** What a user would be offered: everything that is at least as likely as not. */
const OFFERED = 0.5;
const KEY_OF: Readonly<Record<SignatureField, CapturedField['field']>> = {
  name: 'name',
  title: 'title',
  company: 'companyName',
  phone: 'phone',
  email: 'email',
  address: 'address',
  url: 'link',
};

const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** How a value is compared: numbers in E.164, addresses of pages without their scheme, texts without case and marks. */
function normalize(field: SignatureField, text: string, country: string): string {
  switch (field) {
    case 'phone':
      return toPhone(text.replace(/^\((0\d+)\)/u, '$1'), country) ?? text;
    case 'email':
      return normalizeEmail(text) ?? text;
    case 'url':
      return text
        .toLowerCase()
        .replace(/^https?:\/\//u, '')
        .replace(/^www\./u, '')
        .replace(/\/$/u, '');
    case 'name':
      return text
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .split(/[\s,.　]+/u)
        .filter((word) => !/^(?:dr|prof|maitre|ing|)$/u.test(word))
        .toSorted()
        .join(' ');
    case 'title':
    case 'company':
    case 'address':
      return fold(text);
  }
}

/** What is offered of the sender of a mail whose signature this is. */
export function readCase(one: SignatureCase): Record<SignatureField, string[]> {
  const text = removeQuote(one.text);
  const { signature } = splitSignature(text, one.from);
  const message = aMessage({ from: one.from, text, signature, messageId: '<1@bench.example>' });
  const { fields } = proposeContact(message, { role: 'from', ...one.from }, { country: one.country });
  const of = (field: SignatureField): string[] => [
    ...new Set(
      fields
        .filter((found) => found.field === KEY_OF[field] && found.confidence >= OFFERED)
        // The address and the name of the header are not what the signature says.
        .filter((found) => field !== 'email' || (signature ?? '').toLowerCase().includes(found.value))
        .map((found) => normalize(field, found.value, one.country)),
    ),
  ];
  return {
    name: of('name'),
    title: of('title'),
    company: of('company'),
    phone: of('phone'),
    email: of('email'),
    address: of('address'),
    url: of('url'),
  };
}

/** A header and a signature may give more or fewer names of one person; two of them must agree. */
function isSame(field: SignatureField, one: string, other: string): boolean {
  if (field !== 'name' || one === other) {
    return one === other;
  }
  const [few, many] = [one.split(' '), other.split(' ')].toSorted((a, b) => a.length - b.length);
  return few !== undefined && many !== undefined && few.length > 1 && few.every((word) => many.includes(word));
}

type Count = { found: number; right: number; wanted: number; hit: number };

/** Counts of one field over cases; with `show` what is wrong is printed, for the half that may be looked at. */
export function countField(cases: readonly SignatureCase[], field: SignatureField, show?: (line: string) => void): Count {
  const count: Count = { found: 0, right: 0, wanted: 0, hit: 0 };
  for (const one of cases) {
    const found = readCase(one)[field];
    const wanted = [...new Set(one.expected[field].map((text) => normalize(field, text, one.country)))];
    const right = found.filter((value) => wanted.some((other) => isSame(field, value, other)));
    const hit = wanted.filter((value) => found.some((other) => isSame(field, other, value)));
    count.found += found.length;
    count.right += right.length;
    count.wanted += wanted.length;
    count.hit += hit.length;
    if (show && (hit.length < wanted.length || right.length < found.length)) {
      const extra = found.filter((value) => !right.includes(value));
      const missed = wanted.filter((value) => !hit.includes(value));
      show(`${one.id} ${field}: wrong ${JSON.stringify(extra)} missed ${JSON.stringify(missed)}`);
    }
  }
  return count;
}

function add(a: Count, b: Count): Count {
  return { found: a.found + b.found, right: a.right + b.right, wanted: a.wanted + b.wanted, hit: a.hit + b.hit };
}

function* toFigures(metric: string, { found, right, wanted, hit }: Count, note = ''): Generator<Measured> {
  yield {
    metric: `${metric}.precision`,
    unit: 'share',
    ours: found === 0 ? null : right / found,
    atLeast: 0.95,
    note: `${right} of ${found}${note}`,
  };
  yield { metric: `${metric}.recall`, unit: 'share', ours: wanted === 0 ? null : hit / wanted, atLeast: 0.8, note: `${hit} of ${wanted}${note}` };
}

/** The block that talon's fixtures mark as the signature, whole and nothing else. */
function talonBlocks(): { name: string; right: boolean }[] {
  const files = [
    ...listFiles('replies-talon/signature/emails/stripped', '_body'),
    ...listFiles('replies-talon/signature/emails/P', '').filter((file) => /(?:_body|_R_S)$/u.test(file)),
  ];
  return files.map((file) => {
    const marked = readFileSync(file, 'utf8');
    const senderFile = file.replace(/_body$/u, '_sender');
    const said = senderFile !== file && existsSync(senderFile) ? readFileSync(senderFile, 'utf8').trim() : '';
    const header = /^From: (\S+@\S+) \((.+)\)$/mu.exec(marked);
    const sender =
      header === null
        ? { name: said.includes('@') ? '' : said, email: said.includes('@') ? said : '' }
        : { name: header[2] ?? '', email: header[1] ?? '' };
    const block = file.replace(/_body$/u, '_signature');
    const expected = (
      block !== file && existsSync(block)
        ? readFileSync(block, 'utf8')
        : marked
            .split('\n')
            .filter((line) => line.startsWith('#sig#'))
            .join('\n')
    ).replaceAll('#sig#', '');
    // The marks say what a quote and what a signature is; without them it is the mail as it came.
    const body = marked
      .split('\n')
      .map((line) => line.replace(/^#(?:sig|reply)#/u, ''))
      .join('\n')
      .trim();
    const { signature } = splitSignature(removeQuote(body), sender);
    return { name: path.basename(path.dirname(file)) + '/' + path.basename(file), right: squeeze(signature ?? '') === squeeze(expected) };
  });
}

/**
 * Two hundred signatures of our own in six languages, field by field: those written by hand and those put together by a
 * generator, the half that was held out apart from the half that was looked at while the rules were written.
 */
export async function* measureSignatures(): AsyncGenerator<Measured> {
  if (hasSamples) {
    yield shareOf('signatures.talon-blocks', 5 / 6, talonBlocks());
  }
  const hand = listHandWritten();
  const all = [...hand, ...listGenerated()];
  const show = process.env['ACCURACY_DETAILS'] === undefined ? undefined : (line: string): void => console.error(line);
  for (const [half, cases] of [
    ['developed', all.filter((one) => !one.isHeldOut)],
    ['held-out', all.filter((one) => one.isHeldOut)],
  ] as const) {
    const counts = FIELDS.map((field) => [field, countField(cases, field, half === 'developed' ? show : undefined)] as const);
    for (const [field, count] of counts) {
      yield* toFigures(`signatures.${half}.${field}`, count, ` in ${cases.length} signatures`);
    }
    const sum = counts.reduce((held, [, count]) => add(held, count), { found: 0, right: 0, wanted: 0, hit: 0 });
    yield* toFigures(`signatures.${half}.all`, sum, ` in ${cases.length} signatures`);
    const own = cases.filter((one) => hand.includes(one));
    const byHand = FIELDS.map((field) => countField(own, field)).reduce(add);
    yield* toFigures(`signatures.${half}.by-hand`, byHand, ` in ${own.length} signatures`);
  }
}

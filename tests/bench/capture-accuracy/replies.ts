import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { htmlToText } from '#shared/capture/html/tokens.ts';
import { readRaw } from '#shared/capture/raw/read-raw.ts';
import { removeQuote } from '#shared/capture/text/quotes.ts';
import { splitSignature } from '#shared/capture/text/signature.ts';
import { ownWords, replies } from '../../shared/capture/text/html-replies.ts';
import type { Measured } from '../figure.ts';
import { hasSamples, listFiles, samples } from './samples.ts';

const squeeze = (text: string): string => text.replace(/\s+/gu, '');

/** A share of cases that came out right, with those that did not by name. */
export function shareOf(metric: string, atLeast: number, cases: readonly { readonly name: string; readonly right: boolean }[]): Measured {
  const wrong = cases.filter((one) => !one.right).map((one) => one.name);
  const right = cases.length - wrong.length;
  return {
    metric,
    unit: 'share',
    ours: cases.length === 0 ? null : right / cases.length,
    atLeast,
    note: `${right} of ${cases.length}${wrong.length === 0 ? '' : `; not: ${wrong.join(', ')}`}`,
  };
}

async function plainReplies(): Promise<{ name: string; right: boolean }[]> {
  return Promise.all(
    listFiles('replies-talon/standard_replies', '.eml').map(async (file) => {
      const reply = file.replace('.eml', '_reply_text');
      const expected = existsSync(reply) ? readFileSync(reply, 'utf8') : 'Hello';
      const { text } = await readRaw(readFileSync(file, 'latin1'), { adapter: 'eml', nativeId: null, ownAddresses: [], cutAtBytes: null });
      return { name: path.basename(file), right: squeeze(text) === squeeze(expected) };
    }),
  );
}

/** What the author wrote in the pages that stand by themselves: all that comes before the heads of the mail answered. */
const SINGLE_PAGES: readonly (readonly [file: string, wanted: string])[] = [
  ['OLK_SRC_BODY_SECTION.html', 'Reply'],
  ['reply-separated-by-hr.html', 'Hi there Bob'],
];

async function htmlReplies(): Promise<{ name: string; right: boolean }[]> {
  const folder = path.join(samples, 'replies-talon');
  const wanted: (readonly [string, string])[] = [
    ...listFiles('replies-talon/html_replies').map((file) => [file, 'Hi. I am fine.\n\nThanks,\nAlex'] as const),
    ...SINGLE_PAGES.map(([file, text]) => [path.join(folder, file), text] as const),
  ];
  const pages = wanted.map(([file, text]) => ({
    name: path.basename(file),
    right: squeeze(removeQuote(htmlToText(readFileSync(file, 'utf8')).text)) === squeeze(text),
  }));
  // Its answer and what it answers stand in one block; the answer is signed by its author.
  const shared = path.join(folder, 'reply-quotations-share-block.eml');
  const { text } = await readRaw(readFileSync(shared, 'latin1'), { adapter: 'eml', nativeId: null, ownAddresses: [], cutAtBytes: null });
  return [...pages, { name: path.basename(shared), right: text.startsWith('Hi Katharine.') && squeeze(text).endsWith('JoeXXX') }];
}

function crispReplies(): { name: string; right: boolean }[] {
  const expected: { first_fragment: string; files: string[] } = JSON.parse(readFileSync(path.join(samples, 'replies-crisp/expected.json'), 'utf8'));
  return expected.files.map((name) => {
    const text = removeQuote(readFileSync(path.join(samples, 'replies-crisp', name), 'utf8'));
    const { body } = splitSignature(text, { name: '', email: '' });
    return { name, right: [text, body].some((own) => squeeze(own) === squeeze(expected.first_fragment)) };
  });
}

/** What is left of a reply when the quote is taken out: mail programs of the samples, and HTML replies of ten more written by us. */
export async function* measureReplies(): AsyncGenerator<Measured> {
  yield shareOf(
    'replies.own-html',
    1,
    replies.map(([name, html]) => ({ name, right: removeQuote(htmlToText(html).text).replace(/\s+/gu, ' ') === ownWords })),
  );
  if (!hasSamples) {
    yield { metric: 'replies.talon-plain', unit: 'share', ours: null, atLeast: 1, note: 'the samples beside the repository are missing' };
    return;
  }
  yield shareOf('replies.talon-plain', 1, await plainReplies());
  yield shareOf('replies.talon-html', 1, await htmlReplies());
  yield shareOf('replies.crisp', 1, crispReplies());
}

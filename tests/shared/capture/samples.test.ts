import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRaw } from '#shared/capture/raw/read-raw.ts';
import { htmlToText } from '#shared/capture/html/tokens.ts';
import { removeQuote } from '#shared/capture/text/quotes.ts';
import { splitSignature } from '#shared/capture/text/signature.ts';

/** Mail of others for checking only: it lies beside the repository and never in it. */
const samples = path.resolve(import.meta.dirname, '../../../../shared/samples/capture');
const missing = !existsSync(samples);
const context = { adapter: 'eml', nativeId: null, ownAddresses: [], cutAtBytes: null };

function read(...parts: string[]): string {
  return readFileSync(path.join(samples, ...parts), 'utf8');
}

function squeeze(text: string): string {
  return text.replace(/\s+/gu, '');
}

function report(what: string, right: number, of: number, wrong: readonly string[]): void {
  console.info(`samples: ${what} ${right}/${of}${wrong.length > 0 ? `; not: ${wrong.join(', ')}` : ''}`);
}

describe.skipIf(missing)(
  missing ? 'samples beside the repository: the folder is missing, so they are not checked' : 'samples beside the repository',
  () => {
    test('replies of twelve mail programs keep the new text only', async () => {
      const folder = path.join(samples, 'replies-talon/standard_replies');
      const files = readdirSync(folder).filter((file) => file.endsWith('.eml'));
      const wrong: string[] = [];
      for (const file of files) {
        const reply = path.join(folder, file.replace('.eml', '_reply_text'));
        const expected = existsSync(reply) ? readFileSync(reply, 'utf8') : 'Hello';
        const { text } = await readRaw(readFileSync(path.join(folder, file), 'latin1'), context);
        if (squeeze(text) !== squeeze(expected)) {
          wrong.push(`${file} ${JSON.stringify(text.slice(0, 300))}`);
        }
      }
      report('talon plain replies', files.length - wrong.length, files.length, wrong);
      expect(files.length - wrong.length).toBe(files.length);
    });

    test('HTML replies of several mail programs keep the new text only', () => {
      const files = readdirSync(path.join(samples, 'replies-talon/html_replies'));
      const wrong = files.filter(
        (file) => squeeze(removeQuote(htmlToText(read('replies-talon/html_replies', file)).text)) !== squeeze('Hi. I am fine.\n\nThanks,\nAlex'),
      );
      report('talon HTML replies', files.length - wrong.length, files.length, wrong);
      expect(wrong).toEqual([]);
    });

    test('replies in twelve languages begin with the stated first part and hold no quote', () => {
      const expected: { first_fragment: string; files: string[] } = JSON.parse(read('replies-crisp/expected.json'));
      const { first_fragment: first, files } = expected;
      const wrong = files.filter((file) => {
        const text = removeQuote(read('replies-crisp', file));
        const { body } = splitSignature(text, { name: '', email: '' });
        return squeeze(body) !== squeeze(first) && squeeze(text) !== squeeze(first);
      });
      report('crisp replies', files.length - wrong.length, files.length, wrong);
      expect(wrong).toEqual([]);
    });

    test('signature blocks', () => {
      const folder = path.join(samples, 'replies-talon/signature/emails/stripped');
      const cases = readdirSync(folder).filter((file) => file.endsWith('_body'));
      const wrong = cases.filter((file) => {
        const at = (part: string): string =>
          readFileSync(path.join(folder, file.replace('_body', part)), 'utf8')
            .replaceAll('#sig#', '')
            .trim();
        const sender = at('_sender');
        const { signature } = splitSignature(at('_body'), sender.includes('@') ? { name: '', email: sender } : { name: sender, email: '' });
        return squeeze(signature ?? '') !== squeeze(at('_signature'));
      });
      report('talon signature blocks', cases.length - wrong.length, cases.length, wrong);
      expect(wrong).toEqual([]);
    });
  },
);

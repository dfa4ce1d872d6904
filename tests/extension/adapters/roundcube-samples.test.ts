// @vitest-environment jsdom
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPage } from '../../../extension/capture/engine.ts';

/** Pages of a real Roundcube for checking only: they lie beside the repository and never in it. */
const folder = path.resolve(import.meta.dirname, '../../../../shared/samples/capture/roundcube');
const missing = !existsSync(folder);

type Person = { name: string; email: string };
type Expected = Record<string, { from: Person[]; to: Person[]; cc: Person[]; subject: string | null }>;

function emails(people: readonly Person[]): string[] {
  return people.map(({ email }) => email.toLowerCase()).sort();
}

describe.skipIf(missing)(
  missing ? 'pages of a real Roundcube beside the repository: the folder is missing, so they are not checked' : 'pages of a real Roundcube',
  () => {
    test('From, To, Cc and subject equal the raw headers on every page', () => {
      const expected: Expected = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8'));
      const files = readdirSync(folder).filter((file) => file.endsWith('.html') && expected[file] !== undefined);
      const right = { from: 0, to: 0, cc: 0, subject: 0, date: 0 };
      const wrong: string[] = [];
      for (const file of files) {
        const html = readFileSync(path.join(folder, file), 'utf8');
        const reading = readPage(new DOMParser().parseFromString(html, 'text/html'), /<!-- url: (\S+)/u.exec(html)?.[1] ?? '');
        const raw = expected[file];
        if (reading.kind !== 'message' || raw === undefined) {
          wrong.push(`${file}: ${JSON.stringify(reading)}`);
          continue;
        }
        const { from, to, cc, subject, sentAt } = reading.message;
        const equal = {
          from: from?.email === raw.from[0]?.email.toLowerCase(),
          to: emails(to).join() === emails(raw.to).join(),
          cc: emails(cc).join() === emails(raw.cc).join(),
          subject: subject === (raw.subject ?? '').replace(/\s+/gu, ' ').trim(),
          date: sentAt !== null,
        };
        for (const key of ['from', 'to', 'cc', 'subject', 'date'] as const) {
          right[key] += equal[key] ? 1 : 0;
        }
        wrong.push(
          ...Object.entries(equal)
            .filter(([, ok]) => !ok)
            .map(([key]) => `${file} ${key}: ${JSON.stringify({ from, to, cc, subject, sentAt })}`),
        );
      }
      console.info(`samples: Roundcube pages ${JSON.stringify(right)} of ${files.length}; not: ${wrong.join(', ')}`);
      expect(right).toMatchObject({ from: files.length, to: files.length, cc: files.length, subject: files.length });
    });
  },
);

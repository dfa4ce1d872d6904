import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import type { CapturedContact, CapturedField } from '#shared/model/capture.ts';
import { readWebPage } from '../../../extension/capture/web-page.ts';
import { NOBODY_PAGES } from './own-pages/nobody.ts';
import { toDocument } from './read.ts';
import { Score } from './score.ts';

const folder = path.join(import.meta.dirname, 'own-pages');

/** The people of each page in `own-pages`, labelled by hand: name as the page writes it, the numbers that are theirs in E.164. */
const OwnLabels = v.record(
  v.string(),
  v.strictObject({ url: v.string(), people: v.array(v.strictObject({ name: v.string(), phones: v.array(v.string()) })) }),
);

const unhurried = { milliseconds: 60_000, now: () => 0 };

function valuesOf(contact: CapturedContact, field: CapturedField['field']): string[] {
  return contact.fields.filter((entry) => entry.field === field).map((entry) => entry.value);
}

/** How many of the attached numbers stand with the right person, and how many of the people are found, on pages written for this. */
export function scoreOwnPages(): { readonly grouping: Score; readonly people: Score; readonly pages: number } {
  const labels = v.parse(OwnLabels, JSON.parse(readFileSync(path.join(folder, 'labels.json'), 'utf8')));
  const grouping = new Score();
  const people = new Score();
  for (const [name, { url, people: wanted }] of Object.entries(labels)) {
    const page = readWebPage(toDocument(readFileSync(path.join(folder, `${name}.html`), 'utf8')), url, { country: null, budget: unhurried });
    const pairs = (person: string, phones: readonly string[]): string[] => phones.map((phone) => `${person} ${phone}`);
    grouping.add(
      page.people.flatMap((person) => pairs(valuesOf(person, 'name')[0] ?? '', valuesOf(person, 'phone'))),
      wanted.flatMap((person) => pairs(person.name, person.phones)),
      (a, b) => a === b,
      name,
    );
    people.add(
      page.people.flatMap((person) => valuesOf(person, 'name')[0] ?? ''),
      wanted.map((person) => person.name),
      (a, b) => a === b,
      name,
    );
  }
  return { grouping, people, pages: Object.keys(labels).length };
}

/** The pages of `own-pages/nobody.ts` on which somebody is proposed all the same, with their address and without it. */
export function listProposing(): { readonly proposing: string[]; readonly pages: number } {
  const proposing = [true, false].flatMap((hasUrl) =>
    NOBODY_PAGES.filter(({ html, url }) => {
      const { people, organizations } = readWebPage(toDocument(html), hasUrl ? url : '', { country: null, budget: unhurried });
      return people.length + organizations.length > 0;
    }).map(({ name }) => name),
  );
  return { proposing: [...new Set(proposing)], pages: NOBODY_PAGES.length };
}

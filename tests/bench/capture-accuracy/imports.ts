import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { eachCard } from '#shared/capture/vcard.ts';
import { readContactCard } from '#shared/import/contact-cards.ts';
import { readContactRow } from '#shared/import/contact-rows.ts';
import { guessMapping } from '#shared/import/mapping.ts';
import { readTable } from '#shared/import/read-table.ts';
import { sha256Hex } from '#shared/sync/ids.ts';
import type { ImportedContact } from '#shared/model/imported.ts';
import { addUserAsOperator } from '../../../server/services/operate.ts';
import { undoImport } from '../../../server/services/import-undo.ts';
import { systemClock, systemRandom } from '../../../server/runtime.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { aSource, importAs, visibleBook } from '../../server/services/a-book.ts';
import type { BenchOptions, Measured } from '../figure.ts';
import { attackParsers } from './hostile-files.ts';
import { readPlainCards, type PlainCard } from './plain-cards.ts';
import { hasSamples, listFiles } from './samples.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/imports');
const readLabels = <T>(name: string): Readonly<Record<string, T>> => JSON.parse(readFileSync(join(fixtures, name), 'utf8'));

/** Files of other programs: how right they are read, how long many rows take, and whether an import can be taken back. */
export async function* measureImports({ full }: BenchOptions): AsyncGenerator<Measured> {
  yield measureSampleCards();
  yield measureOwnCards();
  yield measurePresets();
  yield* measureRows(full ? 50_000 : 5000);
  for await (const { parser, inputs, thrown, polluted, slowestMs, first } of attackParsers(full ? 100_000 : 5000)) {
    yield { metric: `imports.hostile.${parser}`, unit: 'faults', ours: thrown + polluted, atMost: 0, runs: inputs, note: first };
    yield { metric: `imports.hostile.${parser}.slowest`, unit: 'ms', ours: Math.round(slowestMs), atMost: 2000, runs: inputs };
  }
}

/** Fields of the cards of real programs that agree with a second reading of the same files. */
function measureSampleCards(): Measured {
  const about = { metric: 'imports.vcards.samples', unit: 'share', atLeast: 0.98 };
  if (!hasSamples) {
    return { ...about, ours: null, note: 'the samples beside the repository are missing' };
  }
  const wrong: string[] = [];
  let all = 0;
  for (const file of listFiles('vcards', '.vcf')) {
    const bytes = readFileSync(file);
    const read = [...eachCard(bytes, null)].map(readContactCard);
    for (const [index, card] of readPlainCards(bytes).entries()) {
      const ours = read[index];
      for (const [name, isRight] of compare(card, ours !== undefined && 'name' in ours ? ours : undefined)) {
        all += 1;
        if (!isRight) {
          wrong.push(`${file.split('/').at(-1)} ${index + 1}: ${name}`);
        }
      }
    }
  }
  return { ...about, ours: (all - wrong.length) / all, runs: all, note: wrong.join('; ') };
}

function compare(card: PlainCard, ours: ImportedContact | undefined): readonly (readonly [string, boolean])[] {
  const one = (name: string, wanted: string | undefined, found: string | undefined): [string, boolean][] =>
    wanted === undefined ? [] : [[name, wanted === found]];
  // A number that the card's own country made whole (E.164) ends in the figures that are written.
  const isRead = (written: string): boolean =>
    (ours?.phones ?? []).some((phone) => {
      const digits = phone.replace(/\D/gu, '');
      return digits === written || (phone.startsWith('+') && digits.endsWith(written.replace(/^0/u, '')));
    });
  const addresses = (ours?.addresses ?? []).map(({ text }) => text).join(' | ');
  const company = ours?.kind === 'company' ? ours.name : ours?.companyName;
  return [
    ...one('name', card.fullName, ours?.kind === 'company' ? card.fullName : ours?.name),
    ...one('organization', card.organization, company),
    ...one('title', card.title, ours?.title),
    ...card.emails.map((email): [string, boolean] => [`e-mail ${email}`, ours?.emails.includes(email) === true]),
    ...card.phones.map((phone): [string, boolean] => [`phone ${phone}`, isRead(phone)]),
    ...card.urls.map((url): [string, boolean] => [`url ${url}`, ours?.links.some((link) => link === url || link === `https://${url}`) === true]),
    ...card.addressParts.map((part): [string, boolean] => [`address ${part}`, addresses.includes(part)]),
  ];
}

/** Cards written for this, in the ways of twelve programs, against what they say. */
function measureOwnCards(): Measured {
  const labels = readLabels<readonly object[]>('cards.json');
  const wrong = Object.entries(labels).filter(([file, cards]) => {
    const country = /android|chinese/u.test(file) ? 'CN' : null;
    return !isDeepStrictEqual([...eachCard(readFileSync(join(fixtures, 'cards', file)), country)].map(readContactCard), cards);
  });
  const all = Object.keys(labels).length;
  return {
    metric: 'imports.vcards.own',
    unit: 'share',
    ours: (all - wrong.length) / all,
    runs: all,
    atLeast: 1,
    note: wrong.map(([file]) => file).join(', '),
  };
}

type PresetLabel = {
  readonly preset: string;
  readonly encoding: string | null;
  readonly country: string | null;
  readonly contacts: readonly object[];
};

/** Files with the headings and in the encoding of other programs: preset, encoding and every field of every row right. */
function measurePresets(): Measured {
  const labels = readLabels<PresetLabel>('presets.json');
  const files = readdirSync(join(fixtures, 'presets'));
  const wrong = files.filter((file) => {
    const table = readTable(readFileSync(join(fixtures, 'presets', file)));
    const label = labels[file];
    if (!table.ok || !label) {
      return true;
    }
    const { headings, rows, encoding } = table.value;
    const { mapping, preset } = guessMapping(headings);
    const contacts = [...rows()].map((row) => readContactRow(row, headings, mapping, { country: label.country }));
    return preset?.id !== label.preset || (encoding?.encoding ?? null) !== label.encoding || !isDeepStrictEqual(contacts, label.contacts);
  });
  const note = `${files.length - wrong.length} of ${files.length} files${wrong.length === 0 ? '' : `; wrong: ${wrong.join(', ')}`}`;
  return { metric: 'imports.presets', unit: 'share', ours: (files.length - wrong.length) / files.length, runs: files.length, atLeast: 1, note };
}

/** Many rows into a real encrypted database, the same again, and back. */
async function* measureRows(count: number): AsyncGenerator<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'sidebook-bench-'));
  const store = await openStore({ dataFolder: join(folder, 'data'), keyFile: join(folder, 'key') }, systemClock);
  try {
    const deps = { store, clock: systemClock, random: systemRandom };
    const { org } = await addUserAsOperator(deps, { email: 'ann@team.example', role: 'admin' });
    await importAs(deps, org, aSource('before.csv', 'Name,Email\nMira,p7@many.example\nZoe,zoe@other.example\n'));
    const before = sha256Hex(await visibleBook(deps, org));
    const rows = Array.from(
      { length: count },
      (_, index) => `${index},Ann${index},Lee,p${index}@many.example,+44 20 ${7_946_0000 + (index % 9999)},Buyer,Company ${index % 500},Hull,GB`,
    );
    const file = aSource(
      'many.csv',
      ['Record ID,First Name,Last Name,Email,Phone Number,Job Title,Company Name,City,Country/Region', ...rows].join('\n'),
    );
    const started = performance.now();
    const first = await importAs(deps, org, file);
    const seconds = (performance.now() - started) / 1000;
    if (first.kind === 'orders' || first.kind === 'mail') {
      throw new Error(first.kind);
    }
    const { added, filled } = first.done;
    yield { metric: 'imports.rows.seconds', unit: 's', ours: Number(seconds.toFixed(1)), note: `${count} rows; ${added} new, ${filled} filled` };
    yield { metric: 'imports.rows.in', unit: 'share', ours: (added + filled) / count, atLeast: 1, runs: count };
    const [head, again] = [(await store.findOrg(org))?.seq, await importAs(deps, org, file)];
    const isSame = again.kind === 'contacts' && again.done.unchanged === count && (await store.findOrg(org))?.seq === head;
    yield { metric: 'imports.again.unchanged', unit: 'yes', ours: isSame ? 1 : 0, atLeast: 1 };
    const undoStarted = performance.now();
    await undoImport(deps, org, first.batch, 'operator');
    const undoSeconds = (performance.now() - undoStarted) / 1000;
    yield {
      metric: 'imports.undo.digest',
      unit: 'yes',
      ours: sha256Hex(await visibleBook(deps, org)) === before ? 1 : 0,
      atLeast: 1,
      note: `${undoSeconds.toFixed(1)} s`,
    };
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

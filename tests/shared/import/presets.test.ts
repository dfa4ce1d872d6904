import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { foldHeading } from '#shared/import/contact-fields.ts';
import { readContactRow } from '#shared/import/contact-rows.ts';
import { guessMapping } from '#shared/import/mapping.ts';
import { eachContact, openFile } from '#shared/import/open-file.ts';
import { presets } from '#shared/import/presets/index.ts';
import { readTable } from '#shared/import/read-table.ts';

const folder = new URL('../../fixtures/imports/', import.meta.url);
type Expected = { readonly preset: string; readonly encoding: string | null; readonly country: string | null; readonly contacts: readonly object[] };
const expected: Readonly<Record<string, Expected>> = JSON.parse(readFileSync(new URL('presets.json', folder), 'utf8'));

describe('files as other programs write them', () => {
  test.each(readdirSync(new URL('presets/', folder)))('%s', (file) => {
    const label = expected[file];
    const read = readTable(readFileSync(new URL(`presets/${file}`, folder)));
    if (!read.ok || label === undefined) {
      throw new Error(read.ok ? `presets.json says nothing of ${file}` : read.error);
    }
    const { headings, rows, encoding } = read.value;
    const { mapping, preset } = guessMapping(headings);
    expect([preset?.id, encoding?.encoding ?? null]).toEqual([label.preset, label.encoding]);
    expect([...rows()].map((row) => readContactRow(row, headings, mapping, { country: label.country }))).toEqual(label.contacts);
  });

  test('every preset has a file, a source, and marks that are headings of its own', () => {
    const tried = new Set(Object.values(expected).map(({ preset }) => preset));
    expect(presets.filter(({ id }) => !tried.has(id)).map(({ id }) => id)).toEqual([]);
    for (const { id, source, marks, columns } of presets) {
      expect(source.length, id).toBeGreaterThan(20);
      for (const mark of marks.flat()) {
        expect(mark, id).toBe(foldHeading(mark));
      }
      for (const [heading] of columns) {
        expect(typeof heading === 'string' ? heading : foldHeading('x'), id).toBe(typeof heading === 'string' ? foldHeading(heading) : 'x');
      }
    }
    expect(new Set(presets.map(({ id }) => id)).size).toBe(presets.length);
  });

  test('numbers without a code in files of Chinese programs are read as Chinese, unless another country is said', async () => {
    const bytes = readFileSync(new URL('presets/wukong.xlsx', folder));
    const opened = await openFile({ name: 'x', size: bytes.length, read: (from, to) => Promise.resolve(bytes.subarray(from, to)) });
    if (!opened.ok || opened.value.kind !== 'contacts') {
      throw new Error('no contacts');
    }
    const [first] = eachContact(opened.value, { country: null });
    expect(first).toMatchObject({ phones: ['+8613900001234', '+861065550123'] });
    const [other] = eachContact(opened.value, { country: 'US' });
    expect(other).toMatchObject({ phones: ['13900001234', '010-65550123'] });
  });

  test('a preset that the user chooses is read also where its marks are missing', () => {
    expect(guessMapping(['KUNNR', 'TELF1'], 'sap').mapping.map((meaning) => meaning?.field)).toEqual(['externalId', 'phone']);
    expect(guessMapping(['KUNNR', 'TELF1']).mapping).toEqual([null, null]);
  });
});

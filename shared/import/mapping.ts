import { foldHeading, isPartOfAddress, type ColumnMeaning, type ContactField, type ContactMapping } from './contact-fields.ts';
import { fieldOfHeading } from './headings.ts';
import { presets } from './presets/index.ts';
import type { Preset } from './presets/preset.ts';

/** What the columns of a table are taken to mean, and the preset that says so; undefined: by the headings alone. */
export type MappingGuess = { readonly mapping: ContactMapping; readonly preset: Preset | undefined };

/** A field that a contact has once: of two columns with it the first is read. */
const ONCE: ReadonlySet<ContactField> = new Set([
  'name',
  'givenName',
  'middleName',
  'familyName',
  'company',
  'kind',
  'title',
  'occupation',
  'gender',
  'birthday',
  'industry',
  'area',
  'source',
  'optOut',
  'owner',
  'externalId',
  'wechat',
  'qq',
  'whatsapp',
  'line',
  'skype',
]);

/** The preset that fits a heading: one of its sets of marks is there; of several the one that knows the most columns. */
export function findPreset(headings: readonly string[]): Preset | undefined {
  const folded = new Set(headings.map(foldHeading));
  let best: Preset | undefined;
  let most = 0;
  for (const preset of presets) {
    if (preset.marks.some((marks) => marks.every((mark) => folded.has(mark)))) {
      const known = headings.filter((heading) => meaningIn(preset, heading) !== undefined).length;
      if (known > most) {
        most = known;
        best = preset;
      }
    }
  }
  return best;
}

/** What a preset says of a heading: a meaning, null where it is not read, undefined where it is unknown to it. */
function meaningIn(preset: Preset, heading: string): ColumnMeaning | null | undefined {
  const folded = foldHeading(heading);
  for (const [known, field, group = 1] of preset.columns) {
    const found = typeof known === 'string' ? (known === folded ? [] : null) : known.exec(folded);
    if (found !== null) {
      return field === null ? null : { field, group: Number(found[1] ?? group) };
    }
  }
  return undefined;
}

/** What the columns of a table of contacts mean. `presetId`: a preset that the user chose, empty for none; else the one that fits. */
export function guessMapping(headings: readonly string[], presetId?: string): MappingGuess {
  const preset = presetId === undefined ? findPreset(headings) : presets.find(({ id }) => id === presetId);
  const taken = new Set<string>();
  const mapping = headings.map((heading): ColumnMeaning | null => {
    const said = preset && meaningIn(preset, heading);
    const field = said === undefined ? fieldOfHeading(heading) : said?.field;
    if (field === undefined) {
      return null;
    }
    const meaning = { field, group: said?.group ?? 1 };
    const place = isPartOfAddress(field) ? `${field} ${meaning.group}` : field;
    if ((ONCE.has(field) || isPartOfAddress(field)) && taken.has(place)) {
      return null;
    }
    taken.add(place);
    return meaning;
  });
  return { mapping, preset };
}

/** True where the mapping names at least something by which a contact can be called. */
export function canNameContacts(mapping: ContactMapping): boolean {
  const fields = new Set(mapping.map((meaning) => meaning?.field));
  return (['name', 'givenName', 'familyName', 'company', 'email', 'phone'] as const).some((field) => fields.has(field));
}

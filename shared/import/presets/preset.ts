import type { ContactField } from '../contact-fields.ts';

/** One column of a preset: its heading, or a pattern whose first group is the number of the postal address, and what it means; null: not read. */
export type PresetColumn = readonly [heading: string | RegExp, field: ContactField | null, group?: number];

/** How one program calls the columns of its contacts. A heading is compared folded (`foldHeading`). */
export type Preset = {
  readonly id: string;
  /** The program's own name, alike in every language. */
  readonly name: string;
  /** Country of numbers without a code where nobody says one: that of the program's users. */
  readonly country?: string;
  /** Where its headings are from. */
  readonly source: string;
  /** Sets of headings of which one whole set tells the program. */
  readonly marks: readonly (readonly string[])[];
  readonly columns: readonly PresetColumn[];
};

/** The parts of a postal address under one prefix, as `Mailing Street`. */
export function addressColumns(
  group: number,
  names: Readonly<Partial<Record<'street' | 'city' | 'region' | 'postcode' | 'country', string>>>,
): readonly PresetColumn[] {
  return (['street', 'city', 'region', 'postcode', 'country'] as const).flatMap((field): PresetColumn[] => {
    const heading = names[field];
    return heading === undefined ? [] : [[heading, field, group]];
  });
}

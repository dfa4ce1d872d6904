/** What a column of a table of contacts may mean. `custom` keeps it under the name of the column. */
export const CONTACT_FIELDS = [
  'name',
  'givenName',
  'middleName',
  'familyName',
  'company',
  'kind',
  'email',
  'phone',
  'title',
  'occupation',
  'address',
  'street',
  'city',
  'region',
  'postcode',
  'country',
  'link',
  'wechat',
  'qq',
  'whatsapp',
  'line',
  'skype',
  'gender',
  'birthday',
  'industry',
  'area',
  'source',
  'optOut',
  'tags',
  'owner',
  'externalId',
  'custom',
] as const;
export type ContactField = (typeof CONTACT_FIELDS)[number];

/** The fields of which a contact has one for each of its postal addresses. */
const ADDRESS_PARTS = ['address', 'street', 'city', 'region', 'postcode', 'country'] as const;
export type AddressPart = (typeof ADDRESS_PARTS)[number];

export function isPartOfAddress(field: ContactField): field is AddressPart {
  return ADDRESS_PARTS.some((part) => part === field);
}

/** What one column means; `group` tells the parts of a second and third postal address apart from those of the first. */
export type ColumnMeaning = { readonly field: ContactField; readonly group: number };

/** For each column of the heading what it means; null: it is not read. */
export type ContactMapping = readonly (ColumnMeaning | null)[];

/** A heading as headings are compared: without case, width, stars of needed columns and signs at its end. */
export function foldHeading(heading: string): string {
  return heading
    .normalize('NFKC')
    .slice(0, 200)
    .replace(/\(\s*\*\s*\)|\*/gu, ' ')
    .replace(/[\s_]+/gu, ' ')
    .trim()
    .replace(/\s*[:：]$/u, '')
    .toLowerCase();
}

/** A text by which the same headings in the same order are known again. */
export function headingKey(headings: readonly string[]): string {
  return headings.map(foldHeading).join('\u001F');
}

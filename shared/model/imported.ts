import * as v from 'valibot';
import { Address } from './customer.ts';
import { Line } from './field.ts';

const Few = <S extends v.GenericSchema>(schema: S, most: number) => v.pipe(v.array(schema), v.maxLength(most));
const Handle = v.exactOptional(Line);

/**
 * A person or company as a row of a table or a card gives it; untrusted until parsed. Addresses of mail are normalized,
 * numbers are E.164 where they can be, and nothing is there that the file does not say.
 */
export const ImportedContact = v.strictObject({
  /** Where it stands in the file: line of a table, number of a card; from 1. */
  line: v.pipe(v.number(), v.integer(), v.minValue(1)),
  kind: v.picklist(['person', 'company']),
  /** Under which the program that wrote the file knows it. */
  externalId: v.exactOptional(v.pipe(Line, v.minLength(1), v.maxLength(200))),
  name: v.pipe(Line, v.minLength(1)),
  companyName: v.exactOptional(Line),
  title: v.exactOptional(Line),
  occupation: v.exactOptional(Line),
  emails: Few(Line, 20),
  phones: Few(Line, 20),
  addresses: Few(Address, 10),
  links: Few(Line, 20),
  handles: v.exactOptional(v.strictObject({ wechat: Handle, qq: Handle, whatsapp: Handle, line: Handle, skype: Handle })),
  gender: v.exactOptional(v.picklist(['female', 'male', 'other'])),
  birthYear: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1900), v.maxValue(2100))),
  industry: v.exactOptional(Line),
  area: v.exactOptional(Line),
  wonSource: v.exactOptional(Line),
  optOut: v.exactOptional(v.boolean()),
  tags: Few(Line, 50),
  /** Address of the user who looks after it. */
  ownerEmail: v.exactOptional(Line),
  /** Name of a column that the book has no field for -> what stands in it. */
  custom: v.exactOptional(v.record(v.pipe(Line, v.minLength(1), v.maxLength(200)), Line)),
});
export type ImportedContact = v.InferOutput<typeof ImportedContact>;

import type { Texts } from '#shared/text/index.ts';

/** Fields of a customer in the reader's words; one of a newer version stays as it is called. */
export function fieldNames(fields: readonly string[], { fields: names, format }: Texts): string {
  const known = new Map<string, string>(Object.entries(names));
  return fields.map((field) => known.get(field) ?? field).join(format.comma);
}

import type { Customer } from '#shared/model/customer.ts';

/** The fields that can be changed where they stand. */
export type EditableField = 'name' | 'title' | 'companyName' | 'emails' | 'phones' | 'links';

/** One change of one value. `was` null: a value is added; `value` null: it is removed. */
export type FieldEdit = { readonly field: EditableField; readonly was: string | null; readonly value: string | null };

/** Which fields hold several values. */
export const manyFields = ['emails', 'phones', 'links'] as const;

/** The values of an editable field, in the order in which they are shown. */
export function valuesOf(customer: Customer, field: EditableField): readonly string[] {
  const held = customer[field];
  return held === undefined ? [] : typeof held === 'string' ? [held].filter(Boolean) : held;
}

/** The town of the first address that has one. */
export function placeOf(customer: Customer): string | undefined {
  return Object.values(customer.addresses).find((address) => address.city)?.city;
}

import type { Customer } from '#shared/model/customer.ts';
import { placeOf } from '#shared/ui/customer/field-edit.ts';
import type { Hit } from './parts/types.ts';

/** A customer as a row of a list; `second` is what tells two of one name apart. */
export function toHit(customer: Customer): Hit {
  const facts = [customer.title, customer.companyName, placeOf(customer)].filter((fact) => fact !== undefined && fact !== '');
  const [email] = customer.emails;
  const [phone] = customer.phones;
  return {
    id: customer.id,
    kind: customer.kind ?? 'person',
    name: customer.name ?? email ?? phone ?? '',
    second: facts.length > 0 ? facts.join(', ') : (email ?? phone),
    at: customer.capturedAt,
  };
}

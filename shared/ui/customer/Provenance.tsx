import type { Customer } from '#shared/model/customer.ts';
import { splitField } from '#shared/model/entity.ts';
import { formatMoment, formatShortDay } from '../format.ts';
import { formatLink, formatPhone } from '../format-contact.ts';
import { NameText } from '../NameText.tsx';
import { useReader, type Reader } from '../reader.ts';
import { manyFields } from './field-edit.ts';

export type ProvenanceProps = { readonly customer: Customer; readonly users: ReadonlyMap<string, string>; readonly heading?: 'h2' | 'h3' };

type Known = { readonly path: string; readonly value: string };

/** Every value that we know of a customer, with where it came from, who kept it, and when. */
export function Provenance({ customer, users, heading: Heading = 'h2' }: ProvenanceProps) {
  const reader = useReader();
  const { texts } = reader;
  const known = knownOf(customer);
  return (
    <section class="prov-s">
      <Heading class="h">{texts.provenance.title}</Heading>
      {known.length === 0 ? <p class="small soft">{texts.provenance.empty}</p> : null}
      <dl class="prov">
        {known.map(({ path, value }) => (
          <div key={path}>
            <dt>{labelOf(path, reader)}</dt>
            <dd>
              <NameText>{path.startsWith('phones/') ? formatPhone(value) : path.startsWith('links/') ? formatLink(value) : value}</NameText>
            </dd>
            <dd class="meta">{originOf(customer, path, users, reader)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function knownOf(customer: Customer): readonly Known[] {
  const single = (['name', 'title', 'companyName'] as const).map((path) => ({ path, value: customer[path] ?? '' }));
  const [name, ...others] = single;
  const many = manyFields.flatMap((field) => customer[field].map((value) => ({ path: `${field}/${value}`, value })));
  const addresses = Object.entries(customer.addresses).map(([key, address]) => ({ path: `addresses/${key}`, value: address.text }));
  return [...(name ? [name] : []), ...many, ...others, ...addresses].filter(({ value }) => value !== '');
}

function labelOf(path: string, { texts }: Reader): string {
  const [field] = splitField(path);
  return isLabelled(field, texts.fields) ? texts.fields[field] : field;
}

function isLabelled<T extends object>(field: string, labels: T): field is Extract<keyof T, string> {
  return Object.hasOwn(labels, field);
}

function originOf(customer: Customer, path: string, users: ReadonlyMap<string, string>, reader: Reader) {
  const { texts } = reader;
  const origin = customer.provenance[path];
  const who = customer.capturedBy === undefined ? undefined : users.get(customer.capturedBy);
  if (origin === undefined) {
    const kept = customer.capturedAt;
    return kept === undefined || who === undefined ? texts.provenance.unknown : texts.provenance.keptBy(who, formatShortDay(kept, reader, true));
  }
  const day = formatShortDay(origin.at, reader, true);
  return (
    <time dateTime={origin.at} title={formatMoment(origin.at, reader)}>
      {texts.provenance.line(texts.sources[origin.reader], day)}
    </time>
  );
}

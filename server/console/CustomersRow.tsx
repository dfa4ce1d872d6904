import { customers, type Customer } from '#shared/model/customer.ts';
import { toView } from '#shared/model/entity.ts';
import { placeOf } from '#shared/ui/customer/field-edit.ts';
import { formatCount, formatMoment, formatNearDay, formatShortDay } from '#shared/ui/format.ts';
import { Marked } from '#shared/ui/Marked.tsx';
import { NameText } from '#shared/ui/NameText.tsx';
import { useReader, type Reader } from '#shared/ui/reader.ts';
import type { CustomerRow } from '#shared/wire/customers.ts';
import type { Column } from './columns.ts';

export type CustomersRowProps = {
  readonly columns: readonly Column[];
  readonly row: CustomerRow | undefined;
  readonly index: number;
  readonly query: string;
};

/** One customer of the table; a ruled line until the row is there. */
export function CustomersRow({ columns, row, index, query }: CustomersRowProps) {
  const reader = useReader();
  if (row === undefined) {
    return (
      <tr aria-rowindex={index + 2} aria-busy="true">
        <td colSpan={columns.length}>
          <i class="load l1" />
          <span class="vh">{reader.texts.common.loading}</span>
        </td>
      </tr>
    );
  }
  const customer = toView(customers, { id: row.record.i, body: row.record.b });
  return (
    <tr aria-rowindex={index + 2}>
      {columns.map(({ name }) => (
        <Cell key={name} column={name} row={row} customer={customer} query={query} reader={reader} />
      ))}
    </tr>
  );
}

type CellProps = {
  readonly column: Column['name'];
  readonly row: CustomerRow;
  readonly customer: Customer;
  readonly query: string;
  readonly reader: Reader;
};

function Cell({ column, row, customer, query, reader }: CellProps) {
  const words = reader.texts.console.table;
  const company = customer.companyName ?? '';
  switch (column) {
    case 'name':
      return (
        <td class="cust">
          <a class="cut" href={`/customers/${row.record.i}`} title={customer.name}>
            <Marked text={customer.name || words.noName} query={query} />
          </a>
          <span class="ph cut">{company === '' ? customer.emails[0] : <NameText>{company}</NameText>}</span>
        </td>
      );
    case 'company':
      return (
        <td class="c2" title={company}>
          <Marked text={company} query={query} />
        </td>
      );
    case 'place':
      return (
        <td class="mid">
          <NameText>{placeOf(customer) ?? ''}</NameText>
        </td>
      );
    case 'email':
      return (
        <td class="c2" title={customer.emails.join(', ')}>
          <Marked text={customer.emails[0] ?? ''} query={query} />
        </td>
      );
    case 'lastContact':
      return (
        <td class="mid">
          {row.lastContactAt === null ? <span title={words.neverLong}>{words.never}</span> : <When at={row.lastContactAt} reader={reader} />}
        </td>
      );
    case 'interactions':
      return <td class="num">{formatCount(row.interactions, reader.locale)}</td>;
    case 'reps':
      return (
        <td class="c2" title={row.reps.join(', ')}>
          {row.reps.join(', ')}
        </td>
      );
    case 'captured':
      return <td class="mid">{customer.capturedAt === undefined ? null : formatShortDay(customer.capturedAt, reader)}</td>;
  }
}

function When({ at, reader }: { readonly at: string; readonly reader: Reader }) {
  return (
    <time dateTime={at} title={formatMoment(at, reader)}>
      {formatNearDay(at, reader)}
    </time>
  );
}

import { customers } from '#shared/model/customer.ts';
import { toView } from '#shared/model/entity.ts';
import { placeOf } from '#shared/ui/customer/field-edit.ts';
import { formatMoment, formatNearDay, formatShortDay } from '#shared/ui/format.ts';
import { Marked } from '#shared/ui/Marked.tsx';
import { NameText } from '#shared/ui/NameText.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { CustomerRow } from '#shared/wire/customers.ts';
import { columns } from './columns.ts';

export type CustomersRowProps = { readonly row: CustomerRow | undefined; readonly index: number; readonly query: string; readonly label: string };

/** One customer of the table; a ruled line until the row is there. */
export function CustomersRow({ row, index, query, label }: CustomersRowProps) {
  const reader = useReader();
  const { texts } = reader;
  if (row === undefined) {
    return (
      <tr aria-rowindex={index + 2} aria-busy="true">
        <td colSpan={columns.length}>
          <i class="load l1" />
          <span class="vh">{label}</span>
        </td>
      </tr>
    );
  }
  const customer = toView(customers, { id: row.record.i, body: row.record.b });
  const company = customer.companyName ?? '';
  const contact = row.lastContactAt;
  return (
    <tr aria-rowindex={index + 2}>
      <td class="cust">
        <a class="cut" href={`/customers/${row.record.i}`} title={customer.name}>
          <Marked text={customer.name || texts.console.table.noName} query={query} />
        </a>
        <span class="ph cut">{company === '' ? customer.emails[0] : <NameText>{company}</NameText>}</span>
      </td>
      <td class="c2 wd" title={company}>
        <Marked text={company} query={query} />
      </td>
      <td class="mid wd w2">
        <NameText>{placeOf(customer) ?? ''}</NameText>
      </td>
      <td class="c2 wd" title={customer.emails.join(', ')}>
        <Marked text={customer.emails[0] ?? ''} query={query} />
      </td>
      <td class="mid">
        {contact === null ? (
          <span title={texts.console.table.neverLong}>{texts.console.table.never}</span>
        ) : (
          <time dateTime={contact} title={formatMoment(contact, reader)}>
            {formatNearDay(contact, reader)}
          </time>
        )}
      </td>
      <td class="num wd">{row.interactions}</td>
      <td class="mid wd c2" title={row.reps.join(', ')}>
        {row.reps.join(', ')}
      </td>
      <td class="mid wd w2">{customer.capturedAt === undefined ? null : formatShortDay(customer.capturedAt, reader)}</td>
    </tr>
  );
}

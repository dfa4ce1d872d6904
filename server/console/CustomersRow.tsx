import type { RhythmFacts } from '#shared/analysis/customer-facts.ts';
import { customers, type Customer } from '#shared/model/customer.ts';
import { toView } from '#shared/model/entity.ts';
import { toBeat } from '#shared/ui/customer/beat.ts';
import { placeOf } from '#shared/ui/customer/field-edit.ts';
import { lateBy } from '#shared/ui/customer/Rhythm.tsx';
import { spinesOf, tierReason } from '#shared/ui/customer/tier.ts';
import { TierMark } from '#shared/ui/customer/TierMark.tsx';
import { formatCalendarDay, formatMoment, formatMoney, formatNearDay, formatWhole } from '#shared/ui/format.ts';
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
    case 'tier':
      return <TierCell row={row} reader={reader} />;
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
    case 'amount':
      return <Amount row={row} reader={reader} />;
    case 'rhythm':
      return <td>{row.facts === null ? null : <Mini facts={row.facts.rhythm} reader={reader} />}</td>;
    case 'nextOrder':
      return <NextOrder row={row} reader={reader} />;
    case 'reps':
      return (
        <td class="c2" title={row.reps.join(', ')}>
          {row.reps.join(', ')}
        </td>
      );
  }
}

/** The tier as a mark; the word is its name, and the reason is its tooltip. */
function TierCell({ row, reader }: { readonly row: CustomerRow; readonly reader: Reader }) {
  const { texts } = reader;
  const tier = row.facts?.tier;
  const known = tier?.enough === true ? tier.tier : undefined;
  return (
    <td class="tier-c" title={tier === undefined ? texts.customer.noTierReason : tierReason(tier, reader)}>
      <TierMark
        small
        spines={known === undefined ? 0 : spinesOf[known]}
        label={known === undefined ? texts.customer.noTier : texts.customer.tier(texts.tiers[known])}
      />
    </td>
  );
}

/** What was bought in twelve months; in another currency than the heading's it bears its own sign. */
function Amount({ row, reader }: { readonly row: CustomerRow; readonly reader: Reader }) {
  const tier = row.facts?.tier;
  if (tier?.enough !== true) {
    return <td class="num soft">{reader.texts.console.table.never}</td>;
  }
  const { currency, bought } = tier;
  const options = { whole: true, own: reader.currency };
  const written = formatMoney({ minor: bought.netMinor, currency }, reader.locale, options);
  return <td class="num">{currency === reader.currency ? formatWhole({ minor: bought.netMinor, currency }, reader.locale) : written}</td>;
}

/** The day of the next order, since when it is expected, or how late it is. */
function NextOrder({ row, reader }: { readonly row: CustomerRow; readonly reader: Reader }) {
  const rhythm = row.facts?.rhythm;
  const words = reader.texts;
  if (rhythm?.enough !== true) {
    return <td class="soft">{words.console.table.never}</td>;
  }
  switch (rhythm.state) {
    case 'after':
      return <td class="due">{words.rhythm.late(lateBy(rhythm))}</td>;
    case 'in':
      // A window that has moved on with silence may begin after today: nothing is expected "since" a day to come.
      if (rhythm.windowFrom > (row.facts?.asOf ?? rhythm.windowFrom)) {
        return <td class="est">{formatCalendarDay(rhythm.dueOn, reader, 'short')}</td>;
      }
      return <td class="mid">{words.rhythm.since(formatCalendarDay(rhythm.windowFrom, reader, 'short'))}</td>;
    case 'before':
      return <td class="est">{formatCalendarDay(rhythm.dueOn, reader, 'short')}</td>;
  }
}

/** The rhythm in a row: how far the silence has come, and the window. */
function Mini({ facts, reader }: { readonly facts: RhythmFacts; readonly reader: Reader }) {
  if (!facts.enough) {
    return facts.orders === 0 || facts.why === 'irregular' ? null : (
      <span class="none small">{reader.texts.rhythm.of(facts.orders, facts.needed)}</span>
    );
  }
  const { now, from, to, max } = toBeat(facts);
  return (
    <span class="mini" aria-hidden="true" style={{ '--max': max }}>
      <i class="l" />
      <i class="w" style={{ '--d': from, '--e': to }} />
      <i class="r" style={{ '--d': now }} />
    </span>
  );
}

function When({ at, reader }: { readonly at: string; readonly reader: Reader }) {
  return (
    <time dateTime={at} title={formatMoment(at, reader)}>
      {formatNearDay(at, reader)}
    </time>
  );
}

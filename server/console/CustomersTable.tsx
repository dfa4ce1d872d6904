import type { Ref } from 'preact';
import { currencySign } from '#shared/ui/format.ts';
import { Icon } from '#shared/ui/Icon.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { CustomerRow, CustomersQuery } from '#shared/wire/customers.ts';
import type { Column } from './columns.ts';
import { CustomersRow } from './CustomersRow.tsx';

export type CustomersTableProps = {
  readonly columns: readonly Column[];
  readonly total: number;
  /** The rows that are drawn: [first, last). */
  readonly first: number;
  readonly last: number;
  readonly rowHeight: number;
  readonly rowAt: (index: number) => CustomerRow | undefined;
  readonly query: string;
  readonly sort: NonNullable<CustomersQuery['sort']>;
  readonly direction: 'up' | 'down';
  readonly onSort: (sort: NonNullable<CustomersQuery['sort']>, direction: 'up' | 'down') => void;
  readonly bodyRef: Ref<HTMLTableSectionElement>;
};

/** The customers as a table of which only the rows in sight are drawn; its length is that of all. */
export function CustomersTable({ columns, total, first, last, rowHeight, rowAt, query, sort, direction, onSort, bodyRef }: CustomersTableProps) {
  const end = Math.min(total, last);
  const start = Math.min(first, end);
  const indexes = Array.from({ length: end - start }, (_, index) => start + index);

  return (
    <table class="led d cust-t" aria-rowcount={total + 1}>
      <colgroup>
        {columns.map((column) => (
          <col key={column.name} class={`c-${column.name}`} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          {columns.map((column) => (
            <th
              key={column.name}
              scope="col"
              class={column.numeric ? 'num' : undefined}
              aria-sort={column.sort !== undefined && column.sort === sort ? (direction === 'up' ? 'ascending' : 'descending') : undefined}
            >
              <Heading column={column} sort={sort} direction={direction} onSort={onSort} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={bodyRef}>
        {start === 0 ? null : <Gap height={start * rowHeight} columns={columns.length} />}
        {indexes.map((index) => (
          <CustomersRow key={index} columns={columns} row={rowAt(index)} index={index} query={query} />
        ))}
        {end === total ? null : <Gap height={(total - end) * rowHeight} columns={columns.length} />}
      </tbody>
    </table>
  );
}

/** The room of rows that are out of sight. */
function Gap({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    <tr class="gap-r" aria-hidden="true">
      <td colSpan={columns} style={{ height: `${height}px` }} />
    </tr>
  );
}

function Heading({ column, sort, direction, onSort }: Pick<CustomersTableProps, 'sort' | 'direction' | 'onSort'> & { readonly column: Column }) {
  const { texts, locale, currency } = useReader();
  const words = texts.console.table;
  const label = column.name === 'amount' ? words.amount(currency === undefined ? '' : currencySign(currency, locale, currency)) : words[column.name];
  const own = column.sort;
  if (own === undefined) {
    return <>{label}</>;
  }
  const isSorted = own === sort;
  const next = isSorted ? (direction === 'up' ? 'down' : 'up') : (column.first ?? 'up');
  return (
    <button type="button" onClick={() => onSort(own, next)}>
      {label}
      {isSorted ? <Icon name={direction === 'up' ? 'up' : 'down'} /> : null}
    </button>
  );
}

import { useLocation } from 'preact-iso';
import { useMemo, useRef } from 'preact/hooks';
import { errorText } from '#shared/text/index.ts';
import { EmptyState } from '#shared/ui/primitives/EmptyState.tsx';
import { Lines } from '#shared/ui/primitives/Lines.tsx';
import { Notice } from '#shared/ui/primitives/Notice.tsx';
import { ReaderContext, useReader } from '#shared/ui/reader.ts';
import type { CustomersQuery } from '#shared/wire/customers.ts';
import { columnsIn } from '../columns.ts';
import { CustomersTable } from '../CustomersTable.tsx';
import { useMedia } from '../use-media.ts';
import { useRows } from '../use-rows.ts';
import { useTitle } from '../use-title.ts';
import { useWindow } from '../use-window.ts';

type Sort = NonNullable<CustomersQuery['sort']>;

/** Heights that console.css gives the rows of `cust-t`: two lines under a finger, one with a mouse. */
const ROW = 28;
const ROW_PHONE = 52;

const sorts: readonly Sort[] = ['name', 'company', 'last-contact', 'captured', 'tier', 'amount', 'next-order'];
/** Sorts whose first press gives the newest or the largest. */
const fromTop: readonly Sort[] = ['last-contact', 'captured', 'tier', 'amount'];

/** All customers that the user may see: searched, sorted, smooth at any number of rows. Search and order stand in the address. */
export function CustomersPage() {
  const reader = useReader();
  const { texts } = reader;
  const words = texts.console.table;
  useTitle(texts.console.customers);
  const { query, route } = useLocation();
  const search = query['search']?.trim() ?? '';
  const sort = sorts.find((one) => one === query['sort']) ?? 'last-contact';
  const direction = query['direction'] === 'up' || query['direction'] === 'down' ? query['direction'] : fromTop.includes(sort) ? 'down' : 'up';
  const isPhone = useMedia('(max-width: 760px)');
  const isNarrow = useMedia('(max-width: 1240px)');
  const rowHeight = isPhone ? ROW_PHONE : ROW;
  const columns = useMemo(() => columnsIn(isPhone ? 'phone' : isNarrow ? 'narrow' : 'full', search !== ''), [isPhone, isNarrow, search !== '']);
  const body = useRef<HTMLTableSectionElement>(null);
  const [first, last] = useWindow(body, rowHeight);
  const rows = useRows({ sort, direction, ...(search === '' ? {} : { search }) }, first, last);

  const onSort = (nextSort: Sort, next: 'up' | 'down'): void => {
    const pairs = new URLSearchParams({ ...(search === '' ? {} : { search }), sort: nextSort, direction: next });
    route(`/customers?${pairs.toString()}`, true);
  };

  return (
    <ReaderContext.Provider value={{ ...reader, currency: rows.currency }}>
      <header class="pg-h">
        <h1>{texts.console.customers}</h1>
        <p class="soft small count" role="status">
          {rows.total === undefined ? '' : search === '' ? words.total(rows.total) : words.foundOf(rows.total)}
        </p>
      </header>
      {rows.failed === undefined ? null : (
        <Notice tone="wrong" title={texts.console.failed} onRetry={rows.retry}>
          {errorText(texts, rows.failed)}
        </Notice>
      )}
      {rows.total === undefined && rows.failed === undefined ? <Lines count={10} /> : null}
      {rows.total === 0 && search === '' ? (
        <EmptyState title={words.empty} hint={words.emptyHint} steps={words.emptySteps}>
          <a class="btn" href="/people">
            {words.emptyLink}
          </a>
        </EmptyState>
      ) : null}
      {rows.total === 0 && search !== '' ? (
        <p class="mid">
          {words.emptySearch(search)}{' '}
          <a class="link" href="/customers">
            {words.clear}
          </a>
        </p>
      ) : null}
      {rows.total === undefined || rows.total === 0 ? null : (
        <CustomersTable
          columns={columns}
          total={rows.total}
          first={first}
          last={last}
          rowHeight={rowHeight}
          rowAt={rows.rowAt}
          query={search}
          sort={sort}
          direction={direction}
          onSort={onSort}
          bodyRef={body}
        />
      )}
    </ReaderContext.Provider>
  );
}

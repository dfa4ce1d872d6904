import { useEffect, useRef, useState } from 'preact/hooks';
import type { ErrorCode } from '#shared/errors.ts';
import type { CustomerRow, CustomersQuery } from '#shared/wire/customers.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from './api.ts';
import { followHints } from './hints.ts';

/** How often the rows in sight are asked for anew; an empty table waits for its first row, and somebody looks at it. */
const REFRESH_MS = 30_000;
const REFRESH_EMPTY_MS = 3000;

/** Rows fetched at a time. */
export const PAGE = 100;

/** The rows of a long table, fetched by pages as they come into sight. */
export type Rows = {
  readonly total: number | undefined;
  /** The currency of sums, where the team has one. */
  readonly currency: string | undefined;
  readonly rowAt: (index: number) => CustomerRow | undefined;
  readonly failed: ErrorCode | undefined;
  readonly retry: () => void;
};

type Held = {
  readonly key: string;
  readonly total: number | undefined;
  readonly currency?: string | undefined;
  readonly pages: ReadonlyMap<number, readonly CustomerRow[]>;
};

/**
 * Keeps the pages that the rows `first` to `last` need. Another query starts anew, but the old rows stay in sight until
 * the first answer to it, so that the table does not flicker while one types.
 */
export function useRows(query: Omit<CustomersQuery, 'offset' | 'limit'>, first: number, last: number): Rows {
  const key = JSON.stringify(query);
  const [held, setHeld] = useState<Held>({ key, total: undefined, pages: new Map() });
  const [failed, setFailed] = useState<ErrorCode>();
  const [round, setRound] = useState(0);
  const asked = useRef<{ key: string; pages: Set<number>; controller: AbortController }>(undefined);

  useEffect(() => () => asked.current?.controller.abort(), []);
  useEffect(() => {
    const open = asked.current?.key === `${key}|${round}` ? asked.current : startAnew(`${key}|${round}`);
    const from = Math.floor(first / PAGE);
    const to = Math.floor(Math.max(first, last) / PAGE);
    for (let page = from; page <= to; page += 1) {
      if (!open.pages.has(page)) {
        open.pages.add(page);
        void fetchPage(page, open);
      }
    }
  }, [key, round, first, last]);

  // What the reps save turns up without a press: when the lead comes back to the page, and from time to time.
  const isEmpty = held.total === 0;
  useEffect(() => {
    const refresh = (): void => {
      if (document.visibilityState === 'visible') {
        setRound((now) => now + 1);
      }
    };
    const timer = setInterval(refresh, isEmpty ? REFRESH_EMPTY_MS : REFRESH_MS);
    const controller = new AbortController();
    document.addEventListener('visibilitychange', refresh, { signal: controller.signal });
    // What happens while somebody looks is there at once; without the hint the timer finds it.
    const stopHints = followHints(refresh);
    return () => {
      clearInterval(timer);
      stopHints();
      controller.abort();
    };
  }, [isEmpty]);

  function startAnew(name: string) {
    asked.current?.controller.abort();
    const fresh = { key: name, pages: new Set<number>(), controller: new AbortController() };
    asked.current = fresh;
    return fresh;
  }

  async function fetchPage(page: number, open: { pages: Set<number>; controller: AbortController }): Promise<void> {
    const { signal } = open.controller;
    const result = await call(routes.customers, { input: { ...query, offset: String(page * PAGE), limit: String(PAGE) }, signal });
    if (signal.aborted) {
      return;
    }
    if (!result.ok) {
      open.pages.delete(page);
      setFailed(result.error);
      return;
    }
    setFailed(undefined);
    const { total, currency, rows } = result.value;
    setHeld((before) => ({ key, total, currency: currency ?? undefined, pages: new Map(before.key === key ? before.pages : []).set(page, rows) }));
  }

  return {
    total: held.total,
    currency: held.currency,
    rowAt: (index) => held.pages.get(Math.floor(index / PAGE))?.[index % PAGE],
    failed,
    retry: () => setRound((now) => now + 1),
  };
}

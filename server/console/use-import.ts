import { useEffect, useRef, useState } from 'preact/hooks';
import type { ErrorCode } from '#shared/errors.ts';
import type { ImportOrdersRequest, ImportProgress, ImportSummary } from '#shared/wire/imports.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from './api.ts';

/** Where an import stands. */
export type Import =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly progress: ImportProgress['running'] }
  | { readonly state: 'done'; readonly summary: ImportSummary }
  | { readonly state: 'failed'; readonly code: ErrorCode };

/** How often the server is asked how far it has come. */
const LOOK_MS = 600;

/** Sends a table and follows its import; what comes after the page was left is dropped, the import itself goes on. */
export function useImport(): { readonly now: Import; readonly start: (request: ImportOrdersRequest) => void; readonly reset: () => void } {
  const [now, setNow] = useState<Import>({ state: 'idle' });
  const isHere = useRef(true);
  const timer = useRef<ReturnType<typeof setInterval>>(undefined);
  useEffect(
    () => () => {
      isHere.current = false;
      clearInterval(timer.current);
    },
    [],
  );

  const look = async (): Promise<void> => {
    const asked = await call(routes.importProgress, { input: {} });
    if (isHere.current && asked.ok) {
      setNow((before) => (before.state === 'running' ? { state: 'running', progress: asked.value.running } : before));
    }
  };
  const run = async (request: ImportOrdersRequest): Promise<void> => {
    setNow({ state: 'running', progress: null });
    timer.current = setInterval(() => void look(), LOOK_MS);
    const result = await call(routes.importOrders, { input: request });
    clearInterval(timer.current);
    if (isHere.current) {
      setNow(result.ok ? { state: 'done', summary: result.value } : { state: 'failed', code: result.error });
    }
  };
  return { now, start: (request) => void run(request), reset: () => setNow({ state: 'idle' }) };
}

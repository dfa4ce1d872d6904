import { pageCalls, type PageReport } from '../page-messages.ts';
import { sendUntilAnswered } from '../transport.ts';
import type { PageReading } from '../capture/drawn-page.ts';
import { fetchRaw } from './raw.ts';
import { watchPage } from './watch.ts';

/**
 * Tells the background what this frame shows, and fetches the raw message when the background wants it: here, in the
 * frame's own origin, because webmails refuse the request from elsewhere.
 */
export function startReader(page: Document, url: () => string, isTop: boolean, signal: AbortSignal): void {
  const document = crypto.randomUUID();
  let newest = 0;

  const tell = async (reading: PageReading): Promise<void> => {
    newest += 1;
    const turn = newest;
    const isStale = (): boolean => turn !== newest || signal.aborted;
    const answer = await sendUntilAnswered(pageCalls.pageRead, { document, top: isTop, report: toReport(reading) }, isStale);
    if (!answer.ok || !answer.value.wantsRaw || reading.kind !== 'message' || reading.rawUrl === null) {
      return;
    }
    const fetched = await fetchRaw(reading.rawUrl, signal);
    if (!isStale()) {
      const raw = {
        document,
        nativeId: reading.message.nativeId,
        raw: fetched.ok ? fetched.value : null,
        failure: fetched.ok ? null : fetched.error,
      };
      await sendUntilAnswered(pageCalls.rawRead, raw, isStale);
    }
  };

  watchPage({ document: page, url, signal, onReading: (reading) => void tell(reading) });
}

function toReport(reading: PageReading): PageReport {
  switch (reading.kind) {
    case 'message':
      return { kind: 'message', message: reading.message, hasRaw: reading.rawUrl !== null, missing: [...reading.missing], at: reading.at };
    case 'unreadable':
      return { kind: 'unreadable', adapter: reading.adapter, missing: [...reading.missing], at: reading.at, fallback: reading.fallback };
    case 'compose':
      return {
        kind: 'compose',
        adapter: reading.adapter,
        to: [...reading.to],
        cc: [...reading.cc],
        bcc: [...reading.bcc],
        subject: reading.subject,
      };
    case 'list':
      return { kind: 'list', adapter: reading.adapter };
    case 'no-webmail':
      return { kind: 'no-webmail' };
  }
}

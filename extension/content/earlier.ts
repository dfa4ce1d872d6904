import type { Ask, EarlierSession } from '../earlier/source.ts';
import { earlierSources } from '../earlier/sources.ts';
import { earlierCalls, type EarlierFailure } from '../earlier-messages.ts';
import { send } from '../transport.ts';
import { fetchRaw } from './raw.ts';

/** A list answers in seconds; a search of a big mailbox takes longer, and one that takes minutes is given up. */
const PATIENCE_MS = 120_000;
const MAX_ANSWER_LETTERS = 4_000_000;

/** Sends a webmail's own request in the page's session; null for anything but an answer. */
const ask: Ask = async ({ url, headers, body }) => {
  try {
    const response = await fetch(url, {
      method: body === null ? 'GET' : 'POST',
      credentials: 'same-origin',
      mode: 'same-origin',
      cache: 'no-store',
      headers: { ...headers },
      body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = response.ok ? await response.text() : null;
    return text === null || text.length > MAX_ANSWER_LETTERS ? null : text;
  } catch {
    return null;
  }
};

/**
 * Fetches a customer's earlier mail for the user who pressed for it in the panel: asks the webmail's own search, then for the raw
 * form of what the background wants of it, one after another, until it is told to stop. Nothing in the mailbox changes.
 */
export async function fetchEarlier(page: Document, url: URL): Promise<void> {
  const wanted = await send(earlierCalls.earlierWanted, {});
  if (!wanted.ok || wanted.value.addresses.length === 0) {
    return;
  }
  const session = earlierSources.map((source) => source.open(page, url)).find((opened) => opened !== null) ?? null;
  const failure = session === null ? 'no-source' : await readAll(session, wanted.value);
  await send(earlierCalls.earlierEnded, { failure });
}

async function readAll(session: EarlierSession, wanted: { addresses: string[]; most: number }): Promise<EarlierFailure | null> {
  try {
    const found = await session.search(ask, wanted.addresses, wanted.most);
    if (found === null) {
      return 'refused';
    }
    const answer = await send(earlierCalls.earlierFound, {
      ownAddresses: [...session.ownAddresses],
      total: found.total,
      mails: found.mails.map(({ nativeId, emails }) => ({ nativeId, emails: [...emails] })),
    });
    const may = new Set(answer.ok ? answer.value.wanted : []);
    for (const { nativeId, rawUrl } of found.mails.filter((mail) => may.has(mail.nativeId))) {
      const raw = await fetchRaw(rawUrl, AbortSignal.timeout(PATIENCE_MS));
      const next = await send(earlierCalls.earlierRead, { nativeId, raw: raw.ok ? raw.value : null });
      if (!next.ok || !next.value.goesOn) {
        return null;
      }
    }
    return null;
  } finally {
    await session.leave(ask);
  }
}

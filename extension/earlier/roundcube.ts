import * as v from 'valibot';
import { normalizeEmail } from '#shared/capture/addresses.ts';
import { isSearchable, takeInTurn, type Ask, type EarlierSession, type EarlierSource, type FoundMail, type FoundMails } from './source.ts';
import { readPageSettings } from '../adapters/roundcube-environment.ts';
import { roundcube } from '../adapters/roundcube.ts';

const SEEN_IN = 'Roundcube 1.6.5, program/actions/mail/search.php and list.php, program/include/rcmail_output_json.php';
/** No more pages of one folder's search are asked for; a page has 50 messages unless the user set it otherwise. */
const MAX_PAGES = 20;
const ROW = 'this.add_message_row(';

const Folders = v.record(v.string(), v.looseObject({ id: v.string(), class: v.optional(v.string(), '') }));
const Answer = v.looseObject({
  env: v.optional(
    v.looseObject({ search_request: v.optional(v.string(), ''), messagecount: v.optional(v.number(), 0), pagecount: v.optional(v.number(), 0) }),
    {},
  ),
  exec: v.optional(v.string(), ''),
});

/** The arguments of every row that an answer adds, each as JSON. What stands within a text of the answer is never read as a call. */
function listRows(script: string): unknown[] {
  const rows: unknown[] = [];
  let inString = false;
  let depth = 0;
  let start = -1;
  for (let at = 0; at < script.length; at += 1) {
    const letter = script[at];
    if (inString) {
      at += letter === '\\' ? 1 : 0;
      inString = letter !== '"';
    } else if (letter === '"') {
      inString = true;
    } else if (letter === '(') {
      start = depth === 0 && script.startsWith(ROW, at + 1 - ROW.length) ? at + 1 : start;
      depth += 1;
    } else if (letter === ')') {
      depth -= 1;
      if (depth === 0 && start >= 0) {
        rows.push(parseOrNull(`[${script.slice(start, at)}]`));
        start = -1;
      }
    }
  }
  return rows;
}

function parseOrNull(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
}

const Row = v.looseTuple([v.union([v.number(), v.string()]), v.record(v.string(), v.unknown())]);

/** The addresses in the cells of a row: each stands in the title of its contact. */
function listEmails(cells: Readonly<Record<string, unknown>>): string[] {
  const html = ['fromto', 'from', 'to', 'cc'].map((name) => (typeof cells[name] === 'string' ? cells[name] : '')).join(' ');
  return [...html.matchAll(/\btitle="([^"]{3,320})" class="rcmContactAddress"/gu)].flatMap((match) => normalizeEmail(match[1] ?? '') ?? []);
}

/** IMAP's own search (RFC 9051, 6.4.4): any of the addresses in From, To or Cc, and not thrown away. */
function toFilter(addresses: readonly string[]): string {
  const keys = addresses.flatMap((address) => ['FROM', 'TO', 'CC'].map((header) => `HEADER ${header} "${address}"`));
  return `UNDELETED ${'OR '.repeat(keys.length - 1)}${keys.join(' ')}`;
}

function open(document: Document, url: URL): EarlierSession | null {
  const settings = readPageSettings(document);
  const token = settings?.get('request_token');
  const folders = v.safeParse(Folders, settings?.get('mailboxes'));
  if (settings === null || typeof token !== 'string' || !/^[!-~]{1,200}$/u.test(token) || !folders.success) {
    return null;
  }
  const base = `${url.origin}${url.pathname}`;
  const shown = settings.get('mailbox');
  const sent = Object.values(folders.output).find((folder) => folder.class.split(' ').includes('sent'))?.id;
  const requestOf = (parameters: Readonly<Record<string, string>>) => ({
    url: new URL(`?${new URLSearchParams({ _task: 'mail', ...parameters, _remote: '1' }).toString()}`, base).href,
    headers: { 'X-Roundcube-Request': token },
    body: null,
  });
  const rawUrlOf = (folder: string, uid: string): string =>
    new URL(`?_task=mail&_mbox=${encodeURIComponent(folder)}&_uid=${encodeURIComponent(uid)}&_action=viewsource`, base).href;

  const searchFolder = async (ask: Ask, folder: string, filter: string, most: number): Promise<FoundMails | null> => {
    const found: { readonly uid: number; readonly mail: FoundMail }[] = [];
    let search = '';
    let [pages, total] = [1, 0];
    for (let page = 1; page <= Math.min(pages, MAX_PAGES); page += 1) {
      const request =
        page === 1
          ? { _action: 'search', _mbox: folder, _scope: 'base', _filter: filter }
          : { _action: 'list', _mbox: folder, _search: search, _page: String(page) };
      const answer = v.safeParse(Answer, parseOrNull((await ask(requestOf(request))) ?? ''));
      if (!answer.success) {
        return null;
      }
      const { env, exec } = answer.output;
      search = page === 1 ? env.search_request : search;
      pages = page === 1 ? env.pagecount : pages;
      total = page === 1 ? env.messagecount : total;
      for (const row of listRows(exec)) {
        const read = v.safeParse(Row, row);
        const uid = read.success ? String(read.output[0]) : '';
        if (read.success && /^\d{1,20}$/u.test(uid)) {
          found.push({ uid: Number(uid), mail: { nativeId: `${folder}/${uid}`, rawUrl: rawUrlOf(folder, uid), emails: listEmails(read.output[1]) } });
        }
      }
    }
    // The rows come as the user sorts his list; numbers are given in the order in which mail came in (RFC 9051, 2.3.1.1).
    const newest = found.toSorted((a, b) => b.uid - a.uid).map(({ mail }) => mail);
    return { mails: newest.slice(0, most), total: Math.max(total, newest.length) };
  };

  return {
    ownAddresses: roundcube.facts(document).ownAddresses,
    async search(ask, addresses, most) {
      const asked = addresses.filter(isSearchable);
      const results: FoundMails[] = [];
      for (const folder of asked.length === 0 ? [] : ['INBOX', ...(sent === undefined || sent === 'INBOX' ? [] : [sent])]) {
        const result = await searchFolder(ask, folder, toFilter(asked), most);
        if (result === null) {
          return null;
        }
        results.push(result);
      }
      return {
        mails: takeInTurn(
          results.map(({ mails }) => mails),
          most,
        ),
        total: results.reduce((sum, { total }) => sum + total, 0),
      };
    },
    // The session remembers one search and one folder: a plain list of the folder that is shown forgets ours.
    async leave(ask) {
      await ask(requestOf({ _action: 'list', _mbox: typeof shown === 'string' && shown !== '' ? shown : 'INBOX', _page: '1' }));
    },
  };
}

/** Roundcube by its own search and list, whose answers are JSON. Neither opens a message. */
export const earlierRoundcube: EarlierSource = { adapter: 'roundcube', seenIn: SEEN_IN, open };

import * as v from 'valibot';
import { normalizeEmail } from '#shared/capture/addresses.ts';
import { isSearchable, takeInTurn, type Ask, type EarlierSession, type EarlierSource, type FoundMail, type FoundMails } from './source.ts';
import { sogo, toFolderPath } from '../adapters/sogo.ts';

const SEEN_IN = 'SOGo 5.8.0, WebServerResources/js/Mailer.services.js: Account.$find, Mailbox.$filter, Mailbox.$loadMessage';
/** Headers are asked for in portions, as SOGo's own list does. */
const PORTION = 50;

type Folder = { readonly path: string; readonly type: string; readonly children: readonly Folder[] };
const Folder: v.GenericSchema<unknown, Folder> = v.looseObject({
  path: v.string(),
  type: v.optional(v.string(), ''),
  children: v.optional(v.array(v.lazy(() => Folder)), []),
});
const Folders = v.looseObject({ mailboxes: v.array(Folder) });
/** Uids, or rows of a threaded list that open with one. */
const Found = v.looseObject({ uids: v.optional(v.array(v.union([v.number(), v.array(v.unknown())])), []) });
const Headers = v.array(v.array(v.unknown()));

function parse<S extends v.GenericSchema<unknown, unknown>>(schema: S, text: string | null): v.InferOutput<S> | null {
  try {
    const read = v.safeParse(schema, JSON.parse(text ?? ''));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

function listAll(folders: readonly Folder[]): Folder[] {
  return folders.flatMap((folder) => [folder, ...listAll(folder.children)]);
}

const Person = v.looseObject({ email: v.string() });

/** The addresses of each message, by uid: the first row names the columns. */
function readHeaders([names = [], ...rows]: readonly (readonly unknown[])[]): ReadonlyMap<number, readonly string[]> {
  const columns = ['From', 'To', 'Cc'].map((name) => names.indexOf(name));
  const uidColumn = names.indexOf('uid');
  return new Map(
    rows.map((row) => {
      const people = columns.flatMap((column) => (Array.isArray(row[column]) ? row[column] : []));
      return [Number(row[uidColumn]), people.flatMap((person) => (v.is(Person, person) ? (normalizeEmail(person.email) ?? []) : []))] as const;
    }),
  );
}

function open(document: Document, url: URL): EarlierSession | null {
  const base = /^(\/[^?#]{0,200}\/so\/[^/]{1,320}\/Mail\/)(?:view|UIxMailPopupView)$/u.exec(url.pathname)?.[1];
  if (base === undefined) {
    return null;
  }
  // Every account of the user is a mailbox of its own; the one that is shown is asked.
  const account = /^#!\/Mail\/(\w{1,20})\//u.exec(url.hash)?.[1] ?? '0';
  const token = /(?:^|;\s*)XSRF-TOKEN=([!-:<-~]{1,500})/u.exec(document.cookie)?.[1];
  const headers = { 'Content-Type': 'application/json', ...(token === undefined ? {} : { 'X-XSRF-TOKEN': token }) };
  const addressOf = (path: string): string => new URL(`${base}${account}/${path}`, url.origin).href;

  const searchFolder = async (ask: Ask, folder: string, addresses: readonly string[], most: number): Promise<FoundMails | null> => {
    const path = toFolderPath(folder);
    const filters = addresses.flatMap((address) => ['from', 'to', 'cc'].map((searchBy) => ({ searchBy, searchInput: address, negative: 0 })));
    const body = JSON.stringify({ sortingAttributes: { match: 'OR', sort: 'arrival', asc: 0 }, filters });
    const found = parse(Found, await ask({ url: addressOf(`${path}/view`), headers, body }));
    if (found === null) {
      return null;
    }
    const uids = found.uids
      .map((entry) => (typeof entry === 'number' ? entry : Number(entry[0])))
      .filter((uid) => Number.isSafeInteger(uid) && uid > 0);
    const newest = [...new Set(uids)].toSorted((a, b) => b - a).slice(0, most);
    const mails: FoundMail[] = [];
    for (let at = 0; at < newest.length; at += PORTION) {
      const portion = newest.slice(at, at + PORTION);
      const rows = parse(Headers, await ask({ url: addressOf(`${path}/headers`), headers, body: JSON.stringify({ uids: portion }) }));
      const emails = readHeaders(rows ?? []);
      mails.push(
        ...portion.map((uid) => ({
          nativeId: `${account === '0' ? '' : `${account}/`}${folder}/${uid}`,
          rawUrl: addressOf(`${path}/${uid}/export`),
          emails: emails.get(uid) ?? [],
        })),
      );
    }
    return { mails, total: uids.length };
  };

  return {
    ownAddresses: sogo.facts(document).ownAddresses,
    async search(ask, addresses, most) {
      const asked = addresses.filter(isSearchable);
      const all = parse(Folders, await ask({ url: addressOf('view'), headers, body: null }));
      if (all === null) {
        return null;
      }
      const folders = listAll(all.mailboxes);
      const wanted = ['inbox', 'sent'].flatMap((type) => folders.find((folder) => folder.type === type)?.path ?? []);
      const results: FoundMails[] = [];
      for (const folder of asked.length === 0 ? [] : wanted) {
        const result = await searchFolder(ask, folder, asked, most);
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
    leave: () => Promise.resolve(),
  };
}

/** SOGo by its folder's own search. `…/UID/view`, which marks a mail as read, is never asked for. */
export const earlierSogo: EarlierSource = { adapter: 'sogo', seenIn: SEEN_IN, open };

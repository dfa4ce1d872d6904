/** A request of a webmail's own, to an address of the page's own origin. `body`: JSON to post; null for a plain GET. */
export type WebRequest = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string | null };

/** Sends a request in the page's own session and gives the answer's text; null where the webmail refused or was not there. */
export type Ask = (request: WebRequest) => Promise<string | null>;

/** A message that a webmail's own search found. */
export type FoundMail = {
  /** The webmail's own id, as an adapter reads it from the open message: `INBOX/42`. */
  readonly nativeId: string;
  /** Where its raw form is; asking for it leaves the message unread. */
  readonly rawUrl: string;
  /** The addresses that the list names, so that rules can be asked before anything of the message is read. */
  readonly emails: readonly string[];
};

/** What a search found: at most as many as asked for, the newest of each folder first; `total` is how many there are. */
export type FoundMails = { readonly mails: readonly FoundMail[]; readonly total: number };

/** An open page of a webmail that can be asked for earlier mail. */
export type EarlierSession = {
  /** Addresses that the webmail shows as the user's own. */
  readonly ownAddresses: readonly string[];
  /** Mail in the inbox and among what was sent, with any of `addresses` in From, To or Cc. Null where the webmail did not answer. */
  readonly search: (ask: Ask, addresses: readonly string[], most: number) => Promise<FoundMails | null>;
  /** Puts back what the search changed in the webmail's session. */
  readonly leave: (ask: Ask) => Promise<void>;
};

/** How one webmail is asked for earlier mail, by search and list addresses that its source documents. */
export type EarlierSource = {
  /** The id of its adapter. */
  readonly adapter: string;
  /** Where the addresses were read: the program and its files. */
  readonly seenIn: string;
  /** Null where the page does not say enough to ask. */
  readonly open: (document: Document, url: URL) => EarlierSession | null;
};

/** An address that can stand in a search as it is: without quotes, escapes, brackets or control characters. */
export function isSearchable(address: string): boolean {
  return /^[^\s"\\<>(){}\p{Cc}]{1,250}$/u.test(address) && address.includes('@');
}

/** At most `most` of the mails of several folders: one of each folder in turn, so that no folder pushes another out. */
export function takeInTurn(folders: readonly (readonly FoundMail[])[], most: number): FoundMail[] {
  const taken: FoundMail[] = [];
  const longest = Math.max(0, ...folders.map((folder) => folder.length));
  for (let at = 0; at < longest && taken.length < most; at += 1) {
    taken.push(...folders.flatMap((folder) => folder[at] ?? []).slice(0, most - taken.length));
  }
  return taken;
}

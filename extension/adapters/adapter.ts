import type { CapturedAddress } from '#shared/model/capture.ts';

/** Where a header line's people stand, below the header's scope. */
export type PeopleAnchor = {
  /** The cell that holds them; without persons in it its text is read as an address list. */
  readonly cell: string;
  /** One person in the cell, or null where the cell is one person. His text is the name, unless `name` says where that stands. */
  readonly person: string | null;
  /** The attribute of `person` that holds the address; null where his text is the address, or only his name. */
  readonly address: string | null;
  /** Where the name stands in the scope, when not in `person`. */
  readonly name: string | null;
};

/** Selectors that fitted a webmail from a day on. A new layout gets a new version; old ones stay while a server may still run them. */
export type AdapterVersion = {
  readonly since: string;
  /** Skin or layout, for reports. */
  readonly layout: string;
  /** Where the anchors were read. */
  readonly seenIn: string;
  /** Holds the headers of the open message; what stands in the body is never read as one. Its presence chooses the version. */
  readonly scope: string;
  readonly from: PeopleAnchor;
  readonly to: PeopleAnchor;
  readonly cc: PeopleAnchor;
  readonly replyTo: PeopleAnchor;
  /** `without`: what stands in the subject's element but is no part of it. */
  readonly subject: { readonly select: string; readonly without: readonly string[]; readonly isOptional: boolean };
  readonly date: string;
  /** The whole body, below the document. */
  readonly body: string;
  /** What stands in the body but is not the message's text: attached messages with their own headers. */
  readonly bodyEnd: string;
};

/** How a webmail wants to be asked for a raw message, and how it answers; for addresses whose path fits. */
export type RawRequest = {
  readonly path: RegExp;
  /** A cookie that the webmail's own requests repeat in a header, against forged requests. */
  readonly token: { readonly cookie: string; readonly header: string };
  /** True where each byte of the message comes as a character of Latin-1 written in UTF-8. */
  readonly isWidened: boolean;
};

/** Where a page of a webmail stands. */
export type Place =
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'list' }
  | { readonly kind: 'message'; readonly nativeId: string | null; readonly rawUrl: string | null };

/** What a page says of itself beside the message, in scripts or hidden fields. */
export type PageFacts = {
  readonly ownAddresses: readonly string[];
  /** The sender as the page's own data names him: a second witness against a selector that hit the wrong cell. */
  readonly sender: CapturedAddress | null;
  /** `ymd`, `dmy` or `mdy`; null where the page does not say. */
  readonly dateOrder: 'ymd' | 'dmy' | 'mdy' | null;
  /** BCP 47, for the words of dates. */
  readonly locale: string | null;
};

/** One webmail as data. Functions are small, and only where a selector cannot say it. */
export type Adapter = {
  readonly id: string;
  /** `all`: the message stands in a frame of its own in some layouts. */
  readonly frames: 'all' | 'top';
  /** Newest first. */
  readonly versions: readonly AdapterVersion[];
  readonly place: (document: Document, url: URL) => Place;
  readonly facts: (document: Document) => PageFacts;
  /** More people of a line than the page draws, as text of a header or HTML of links; empty where there is none. */
  readonly hiddenPeople: (cell: Element) => string;
  /** True for what the webmail writes where a message has no subject. */
  readonly isNoSubject: (subject: string) => boolean;
  /**
   * The element that this webmail puts anew for each message, in a page whose address changes before the message does; null where
   * every message is a document of its own. An element that was there under another message's address shows that one still.
   */
  readonly view: string | null;
  /** What a request for a raw message needs beside the session; null where the address is all. */
  readonly rawRequest: RawRequest | null;
};

/** Checks an adapter's table and gives it back. */
export function defineAdapter(adapter: Adapter): Adapter {
  const days = adapter.versions.map((version) => version.since);
  if (!/^[a-z][a-z0-9-]*$/u.test(adapter.id) || days.length === 0 || days.some((day) => !/^\d{4}-\d\d-\d\d$/u.test(day))) {
    throw new Error(`Adapter ${adapter.id}: an id in lower case and dated versions are needed.`);
  }
  if (days.some((day, index) => index > 0 && day > (days[index - 1] ?? ''))) {
    throw new Error(`Adapter ${adapter.id}: versions stand newest first.`);
  }
  return adapter;
}

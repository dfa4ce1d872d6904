import type { CapturedAddress } from '#shared/model/capture.ts';

/** Where a header line's people stand, below the header's scope. */
export type PeopleAnchor = {
  /** The cell that holds them; without persons in it its text is read as an address list. */
  readonly cell: string;
  /** Where rows look alike: fits the first thing in the right one. Two that fit are none. */
  readonly label: RegExp | null;
  /** One person in the cell, or null where the cell is one person. His text is the name, unless `name` says where that stands. */
  readonly person: string | null;
  /** The attribute of `person` that holds the address; null where his text is the address, or only his name. */
  readonly address: string | null;
  /** Where the name stands: an element in the scope, or with `@` before it an attribute of `person`; null: in `person`. */
  readonly name: string | null;
};

/** A people anchor; what is left out is null. */
export function peopleAt(cell: string, rest: Partial<Omit<PeopleAnchor, 'cell'>> = {}): PeopleAnchor {
  return { cell, label: null, person: null, address: null, name: null, ...rest };
}

/** A line that a webmail does not draw. */
export const NOBODY: PeopleAnchor = peopleAt('');

/** Where an id stands: the first group of `pattern` in an attribute. The same id may stand at several places; two ids are none. */
export type IdAnchor = {
  readonly select: string;
  readonly attribute: string;
  readonly pattern: RegExp;
  /** In the message (or the message itself), in the conversation around it, or anywhere in the page. */
  readonly within: 'message' | 'root' | 'page';
};

/** Where the subject stands. */
export type SubjectAnchor = {
  readonly select: string;
  /** What stands in its element but is no part of it. */
  readonly without: readonly string[];
  /** Read first, then the text. */
  readonly attribute: string | null;
  readonly isOptional: boolean;
  /** In the message's header, in the conversation around it, or anywhere in the page, where it must be the only one. */
  readonly within: 'header' | 'root' | 'page';
};

/** A subject anchor in the message's header, unless told otherwise. */
export function subjectAt(select: string, rest: Partial<Omit<SubjectAnchor, 'select'>> = {}): SubjectAnchor {
  return { select, without: [], attribute: null, isOptional: false, within: 'header', ...rest };
}

/** Selectors that fitted a webmail from a day on. A new layout gets a new version; old ones stay while a server may still run them. */
export type AdapterVersion = {
  readonly since: string;
  /** Skin or layout, for reports. */
  readonly layout: string;
  /** Where the anchors were read: repository and path, or the program and its release. */
  readonly seenIn: string;
  /** Holds the open conversation; null: the document. Where two of them have a message in them, which is open is not guessed. */
  readonly root: string | null;
  /**
   * One message of a conversation, its header and its body; null: the root is one message. `around-body`: the smallest element that
   * holds a body and a sender's cell.
   */
  readonly message: { readonly select: string } | 'around-body' | null;
  /** Fits the message that the user is at, where several of one conversation are unfolded; without one the newest is read. */
  readonly focus: string | null;
  /** Holds the headers of the message; what stands in the body is never read as one. Empty: the message itself. */
  readonly scope: string;
  readonly from: PeopleAnchor;
  readonly to: PeopleAnchor;
  readonly cc: PeopleAnchor;
  readonly replyTo: PeopleAnchor;
  readonly subject: SubjectAnchor;
  /** `attribute` is read first, then the text. Without `select` the page shows none: only the raw message tells it. */
  readonly date: { readonly select: string; readonly attribute: string | null; readonly label: RegExp | null };
  /** The whole body, below the message; a frame of the same origin and an open shadow root are entered. */
  readonly body: string;
  /** What stands in the body but is not the message's text: attached messages with their own headers. */
  readonly bodyEnd: string;
  /** The part of an id that the cells of sender and date share; null where their ids say nothing of it. */
  readonly kin: RegExp | null;
  /** Asked where the address does not name it (`Place`). */
  readonly nativeId: IdAnchor | null;
  readonly threadId: IdAnchor | null;
};

/** What most versions have in common. */
export const plainVersion = {
  root: null,
  message: null,
  focus: null,
  scope: '',
  cc: NOBODY,
  replyTo: NOBODY,
  bodyEnd: '',
  kin: null,
  nativeId: null,
  threadId: null,
} as const;

/** Where the mail that is being written shows whom it goes to. */
export type ComposeVersion = {
  readonly since: string;
  readonly seenIn: string;
  /** One mail being written; several are told apart by where the cursor is. */
  readonly form: string;
  /** What a form has only while it is written in; empty where the form itself says so. */
  readonly editor: string;
  readonly to: PeopleAnchor;
  readonly cc: PeopleAnchor;
  readonly bcc: PeopleAnchor;
  /** A field; empty where no source tells it. */
  readonly subject: string;
};

/** How a webmail wants to be asked for a raw message, and how it answers; for addresses whose path fits. */
export type RawRequest = {
  readonly path: RegExp;
  /** A cookie that the webmail's own requests repeat in a header, against forged requests. */
  readonly token: { readonly cookie: string; readonly header: string };
  /** True where each byte of the message comes as a character of Latin-1 written in UTF-8. */
  readonly isWidened: boolean;
};

/** A page in which a message may be open. `isTold`: the address says that one is; else a page without one is a list. */
export type MessagePlace = {
  readonly kind: 'message';
  readonly isTold: boolean;
  readonly nativeId: string | null;
  readonly rawUrl: string | null;
};

/** Where a page of a webmail stands. */
export type Place = { readonly kind: 'elsewhere' } | { readonly kind: 'list' } | MessagePlace;

/** A page in which a message may be open; its ids stand in the page. */
export const MAYBE_MESSAGE: MessagePlace = { kind: 'message', isTold: false, nativeId: null, rawUrl: null };
export const ELSEWHERE: Place = { kind: 'elsewhere' };
export const LIST: Place = { kind: 'list' };

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
  /** As people call it. */
  readonly name: string;
  /** `all`: the message stands in a frame of its own in some layouts. */
  readonly frames: 'all' | 'top';
  /** Newest first. */
  readonly versions: readonly AdapterVersion[];
  readonly compose: readonly ComposeVersion[];
  readonly place: (document: Document, url: URL) => Place;
  readonly facts: (document: Document) => PageFacts;
  /** True where people of one's own organization are shown by name alone: then an address may be missing, and the layout is the known one. */
  readonly hasNamesAlone: boolean;
  /** More people of a line than the page draws, as text of a header or HTML of links; empty where there is none. */
  readonly hiddenPeople: (cell: Element) => string;
  /** True for what the webmail writes where a message has no subject. */
  readonly isNoSubject: (subject: string) => boolean;
  /** Fits what the webmail writes for the user himself in the place of a name. */
  readonly selfName: RegExp | null;
  /** The address of the raw message with an id that was read in the page; null where `place` knows it or there is none. */
  readonly rawUrl: ((nativeId: string, url: URL) => string | null) | null;
  /**
   * The element that this webmail puts anew for each message, in a page whose address changes before the message does; null where
   * every message is a document of its own. An element that was there under another message's address shows that one still.
   */
  readonly view: string | null;
  /** What a request for a raw message needs beside the session; null where the address is all. */
  readonly rawRequest: RawRequest | null;
};

/** What most adapters of a single address have in common. */
export const plainAdapter = {
  frames: 'top',
  compose: [],
  hasNamesAlone: false,
  hiddenPeople: () => '',
  isNoSubject: () => false,
  selfName: null,
  rawUrl: null,
  view: null,
  rawRequest: null,
} as const;

/** Checks an adapter's table and gives it back. */
export function defineAdapter(adapter: Adapter): Adapter {
  for (const versions of [adapter.versions, adapter.compose]) {
    const days = versions.map((version) => version.since);
    if (days.some((day) => !/^\d{4}-\d\d-\d\d$/u.test(day)) || versions.some((version) => version.seenIn === '')) {
      throw new Error(`Adapter ${adapter.id}: versions are dated and name their source.`);
    }
    if (days.some((day, index) => index > 0 && day > (days[index - 1] ?? ''))) {
      throw new Error(`Adapter ${adapter.id}: versions stand newest first.`);
    }
  }
  if (!/^[a-z][a-z0-9-]*$/u.test(adapter.id) || adapter.versions.length === 0) {
    throw new Error(`Adapter ${adapter.id}: an id in lower case and dated versions are needed.`);
  }
  return adapter;
}

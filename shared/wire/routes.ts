import type * as v from 'valibot';
import type { Permission } from '../access.ts';
import {
  AddUserRequest,
  Nothing,
  PairReply,
  PairRequest,
  PairingCodeReply,
  PairingCodeRequest,
  PeopleReply,
  SessionReply,
  SetUpRequest,
  SignInRequest,
} from './auth.ts';
import { CustomerReply, CustomersQuery, CustomersReply, SetOwnerRequest } from './customers.ts';
import {
  BeginImportReply,
  BeginImportRequest,
  ImportColumnsReply,
  ImportColumnsRequest,
  ImportContactsReply,
  ImportContactsRequest,
  ImportMailsReply,
  ImportMailsRequest,
  ImportOrdersRequest,
  ImportProgress,
  ImportsReply,
  ImportSummary,
  MAX_CHUNK_BYTES,
  MAX_IMPORT_BYTES,
  OrganizationReply,
  OrganizationRequest,
  UndoImportReply,
} from './imports.ts';
import { BlobQuery, HealthReply, HealthRequest, MAX_BLOB_BYTES } from './blobs.ts';
import { ClaimsReply, DecideClaimRequest } from './claims.ts';
import {
  DigestReply,
  DigestRequest,
  HistoryReply,
  HistoryRequest,
  LiveHead,
  PullLine,
  PullRequest,
  PushReply,
  PushRequest,
  RecordsReply,
  RecordsRequest,
  RepairedRequest,
  SnapshotLine,
  SnapshotRequest,
} from './sync.ts';

type Schema = v.GenericSchema<unknown, unknown>;

/**
 * One endpoint of the API. `who` says who gets in: `public` everybody, `device` a paired browser by its token,
 * `session` a signed-in user of the console whose role has `permission`.
 */
export type Route<I extends Schema = Schema, O extends Schema = Schema> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/v1`; `:id` stands for one path part. */
  readonly path: string;
  readonly who: 'public' | 'device' | 'session';
  readonly permission?: Permission;
  /** Body of a POST, query of a GET. */
  readonly input: I;
  readonly output: O;
  /**
   * `ndjson`: the answer is one `output` a line. `events`: it stays open, and each event's data is one `output`. `bytes`: it is a file, to be
   * saved and never shown by the address itself.
   */
  readonly format: 'json' | 'ndjson' | 'events' | 'bytes';
  /** `bytes`: the body of a PUT is a file, and `input` stands in the query. */
  readonly body?: 'bytes';
  /** How large a body may be, where it may be larger than others. */
  readonly maxBytes?: number;
  readonly summary: string;
};

function defineRoute<I extends Schema, O extends Schema>(
  route: Omit<Route<I, O>, 'format'> & { readonly format?: 'ndjson' | 'events' | 'bytes' },
): Route<I, O> {
  return { format: 'json', ...route };
}

/** Where the API lives on the server. */
export const API_BASE = '/api/v1';

/** Every endpoint. Server, clients, OpenAPI and the access tests are all made from this list. */
export const routes = {
  setUp: defineRoute({
    method: 'POST',
    path: '/set-up',
    who: 'public',
    input: SetUpRequest,
    output: SessionReply,
    summary: 'Makes the organization and its first user; needs the one-time link.',
  }),
  signIn: defineRoute({
    method: 'POST',
    path: '/sign-in',
    who: 'public',
    input: SignInRequest,
    output: SessionReply,
    summary: 'Opens a session of the console.',
  }),
  signOut: defineRoute({
    method: 'POST',
    path: '/sign-out',
    who: 'session',
    permission: 'read-own-session',
    input: Nothing,
    output: Nothing,
    summary: 'Ends the session.',
  }),
  session: defineRoute({
    method: 'GET',
    path: '/session',
    who: 'session',
    permission: 'read-own-session',
    input: Nothing,
    output: SessionReply,
    summary: 'Who is signed in.',
  }),
  customers: defineRoute({
    method: 'GET',
    path: '/customers',
    who: 'session',
    permission: 'read-customers',
    input: CustomersQuery,
    output: CustomersReply,
    summary: 'A page of the customers that the user may see.',
  }),
  customer: defineRoute({
    method: 'GET',
    path: '/customers/:id',
    who: 'session',
    permission: 'read-customers',
    input: Nothing,
    output: CustomerReply,
    summary: 'One customer with its interactions.',
  }),
  people: defineRoute({
    method: 'GET',
    path: '/people',
    who: 'session',
    permission: 'manage-people',
    input: Nothing,
    output: PeopleReply,
    summary: 'Users, teams and paired browsers.',
  }),
  addUser: defineRoute({
    method: 'POST',
    path: '/people',
    who: 'session',
    permission: 'manage-people',
    input: AddUserRequest,
    output: PeopleReply,
    summary: 'Adds a user.',
  }),
  pairingCode: defineRoute({
    method: 'POST',
    path: '/pairing-codes',
    who: 'session',
    permission: 'pair-own-device',
    input: PairingCodeRequest,
    output: PairingCodeReply,
    summary: 'A one-time code that pairs a browser; for another user only with pair-any-device.',
  }),
  revokeDevice: defineRoute({
    method: 'POST',
    path: '/devices/:id/revoke',
    who: 'session',
    permission: 'manage-people',
    input: Nothing,
    output: PeopleReply,
    summary: 'Ends a browser’s access.',
  }),
  importOrders: defineRoute({
    method: 'POST',
    path: '/imports/orders',
    who: 'session',
    permission: 'import-orders',
    input: ImportOrdersRequest,
    output: ImportSummary,
    maxBytes: MAX_IMPORT_BYTES,
    summary: 'Imports a table of order lines; the same table again changes nothing.',
  }),
  importProgress: defineRoute({
    method: 'GET',
    path: '/imports/orders',
    who: 'session',
    permission: 'import-orders',
    input: Nothing,
    output: ImportProgress,
    summary: 'How far the running import has come.',
  }),
  imports: defineRoute({
    method: 'GET',
    path: '/imports',
    who: 'session',
    permission: 'import-orders',
    input: Nothing,
    output: ImportsReply,
    summary: 'The newest imports.',
  }),
  beginImport: defineRoute({
    method: 'POST',
    path: '/imports',
    who: 'session',
    permission: 'import-orders',
    input: BeginImportRequest,
    output: BeginImportReply,
    summary: 'Begins an import of contacts or mails, or goes on with that of the same file.',
  }),
  importColumns: defineRoute({
    method: 'POST',
    path: '/imports/columns',
    who: 'session',
    permission: 'import-orders',
    input: ImportColumnsRequest,
    output: ImportColumnsReply,
    summary: 'What the columns under a heading were said to mean the last time.',
  }),
  importContacts: defineRoute({
    method: 'POST',
    path: '/imports/:id/contacts',
    who: 'session',
    permission: 'import-orders',
    input: ImportContactsRequest,
    output: ImportContactsReply,
    maxBytes: MAX_CHUNK_BYTES,
    summary: 'Imports some rows of contacts; the same rows again change nothing.',
  }),
  importMails: defineRoute({
    method: 'POST',
    path: '/imports/:id/mails',
    who: 'session',
    permission: 'import-orders',
    input: ImportMailsRequest,
    output: ImportMailsReply,
    maxBytes: MAX_CHUNK_BYTES,
    summary: 'Imports some mails; each is one interaction, also where somebody captured it.',
  }),
  endImport: defineRoute({
    method: 'POST',
    path: '/imports/:id/end',
    who: 'session',
    permission: 'import-orders',
    input: Nothing,
    output: Nothing,
    summary: 'Ends an import.',
  }),
  undoImport: defineRoute({
    method: 'POST',
    path: '/imports/:id/undo',
    who: 'session',
    permission: 'import-orders',
    input: Nothing,
    output: UndoImportReply,
    summary: 'Takes an import back; what people wrote or built on since stays and is named.',
  }),
  organization: defineRoute({
    method: 'GET',
    path: '/organization',
    who: 'session',
    permission: 'read-own-session',
    input: Nothing,
    output: OrganizationReply,
    summary: 'The organization’s name, currency and time zone.',
  }),
  changeOrganization: defineRoute({
    method: 'POST',
    path: '/organization',
    who: 'session',
    permission: 'manage-organization',
    input: OrganizationRequest,
    output: OrganizationReply,
    summary: 'Changes the organization’s name, currency or time zone.',
  }),
  pair: defineRoute({
    method: 'POST',
    path: '/pair',
    who: 'public',
    input: PairRequest,
    output: PairReply,
    summary: 'Trades a pairing code for a device token.',
  }),
  putBlob: defineRoute({
    method: 'PUT',
    path: '/blobs/:id',
    who: 'device',
    input: BlobQuery,
    output: Nothing,
    body: 'bytes',
    maxBytes: MAX_BLOB_BYTES,
    summary: 'Stores a picture under its SHA-256, which a record that the device sees names.',
  }),
  getBlob: defineRoute({
    method: 'GET',
    path: '/blobs/:id',
    who: 'device',
    input: BlobQuery,
    output: Nothing,
    format: 'bytes',
    summary: 'A picture by its SHA-256, for whoever sees a record that names it.',
  }),
  tellHealth: defineRoute({
    method: 'POST',
    path: '/health',
    who: 'device',
    input: HealthRequest,
    output: Nothing,
    summary: 'How the browser’s readers do, by webmail: counts, and nothing of any mail.',
  }),
  health: defineRoute({
    method: 'GET',
    path: '/layouts',
    who: 'session',
    permission: 'manage-people',
    input: Nothing,
    output: HealthReply,
    summary: 'How the readers of all browsers do, by webmail and version.',
  }),
  push: defineRoute({
    method: 'POST',
    path: '/sync/push',
    who: 'device',
    input: PushRequest,
    output: PushReply,
    summary: 'Takes a batch of a device’s operations.',
  }),
  pull: defineRoute({
    method: 'POST',
    path: '/sync/pull',
    who: 'device',
    input: PullRequest,
    output: PullLine,
    format: 'ndjson',
    summary: 'What changed since the cursors.',
  }),
  records: defineRoute({
    method: 'POST',
    path: '/sync/records',
    who: 'device',
    input: RecordsRequest,
    output: RecordsReply,
    summary: 'The server’s copies of some records.',
  }),
  snapshot: defineRoute({
    method: 'GET',
    path: '/sync/snapshot',
    who: 'device',
    input: SnapshotRequest,
    output: SnapshotLine,
    format: 'ndjson',
    summary: 'A page of everything that the device may see.',
  }),
  digest: defineRoute({
    method: 'GET',
    path: '/sync/digest',
    who: 'device',
    input: DigestRequest,
    output: DigestReply,
    summary: 'What everything that the device may see comes to, to find copies that differ.',
  }),
  repaired: defineRoute({
    method: 'POST',
    path: '/sync/repaired',
    who: 'device',
    input: RepairedRequest,
    output: Nothing,
    summary: 'Notes how many records a device found different and put right.',
  }),
  recordHistory: defineRoute({
    method: 'GET',
    path: '/sync/records/:id/history',
    who: 'device',
    input: HistoryRequest,
    output: HistoryReply,
    summary: 'Who wrote what into a record that the device sees whole.',
  }),
  history: defineRoute({
    method: 'GET',
    path: '/records/:id/history',
    who: 'session',
    permission: 'read-customers',
    input: HistoryRequest,
    output: HistoryReply,
    summary: 'Who wrote what into a record that the user sees whole.',
  }),
  purge: defineRoute({
    method: 'POST',
    path: '/records/:id/purge',
    who: 'session',
    permission: 'purge',
    input: Nothing,
    output: Nothing,
    summary: 'Erases a record and its history; edits that devices still hold of it no longer land.',
  }),
  setOwner: defineRoute({
    method: 'POST',
    path: '/customers/:id/owner',
    who: 'session',
    permission: 'set-owner',
    input: SetOwnerRequest,
    output: CustomerReply,
    summary: 'Hands a customer to somebody; the former owner no longer sees it.',
  }),
  claims: defineRoute({
    method: 'GET',
    path: '/claims',
    who: 'session',
    permission: 'decide-claims',
    input: Nothing,
    output: ClaimsReply,
    summary: 'Customers that somebody captured and others have.',
  }),
  decideClaim: defineRoute({
    method: 'POST',
    path: '/claims/:id',
    who: 'session',
    permission: 'decide-claims',
    input: DecideClaimRequest,
    output: ClaimsReply,
    summary: 'Decides whether a claimant sees a customer whole.',
  }),
  liveDevice: defineRoute({
    method: 'GET',
    path: '/sync/live',
    who: 'device',
    input: Nothing,
    output: LiveHead,
    format: 'events',
    summary: 'Tells that something changed, while the panel is in sight. A hint only.',
  }),
  liveConsole: defineRoute({
    method: 'GET',
    path: '/live',
    who: 'session',
    permission: 'read-own-session',
    input: Nothing,
    output: LiveHead,
    format: 'events',
    summary: 'Tells that something changed, while the console is in sight. A hint only.',
  }),
} as const;

/** A picture as it is stored: its SHA-256 in hex, how many bytes it has, and they themselves in base64. */
export type StoredBlob = { readonly hash: string; readonly bytes: number; readonly base64: string };

/** How the readers of one browser do on one layout of a webmail: counts since the browser was paired. */
export type LayoutCounts = {
  readonly adapter: string;
  readonly version: string;
  readonly read: number;
  readonly fellBack: number;
  readonly failed: number;
};

/** The same of all browsers of an organization that are not revoked; `browsers` have told of it, last at `toldAtMs`. */
export type LayoutSums = LayoutCounts & { readonly browsers: number; readonly toldAtMs: number };

export type BlobReads = {
  findBlob(org: string, record: string, hash: string): Promise<StoredBlob | undefined>;
  listLayouts(org: string): Promise<readonly LayoutSums[]>;
};

export type BlobWrites = {
  /** Stores a picture that a record names; one that is there already stays. */
  saveBlob(org: string, record: string, blob: StoredBlob, storedAtMs: number): Promise<void>;
  /** Removes the pictures of a record. */
  removeBlobsOf(org: string, record: string): Promise<void>;
  /** Writes what a browser tells, over what it told before. */
  saveLayouts(org: string, device: string, rows: readonly LayoutCounts[], toldAtMs: number): Promise<void>;
};

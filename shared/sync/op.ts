import type { Json, Stamp } from '../model/record.ts';

/** One write of one field, as it crosses the wire: `[id, kind, field, value, stamp]`. */
export type Op = readonly [id: string, kind: string, field: string, value: Json, stamp: Stamp];

/** Why the server did not take an operation. It is acknowledged all the same, so that it never blocks the next one. */
export type RejectCode = 'future' | 'tooOld' | 'forbidden' | 'invalid';

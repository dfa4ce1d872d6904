import * as v from 'valibot';
import { CapturedField } from './capture.ts';
import { Line } from './field.ts';

/** What a person made of a value that a reader found: what was meant, or null where it was not wanted. */
export const Lesson = v.strictObject({ field: CapturedField.entries.field, found: Line, kept: v.nullable(Line) });
export type Lesson = v.InferOutput<typeof Lesson>;

/** A lesson that is remembered, with whose mail or page it holds for: a domain, an address, or the host of a page. */
export const Correction = v.strictObject({ ...Lesson.entries, scope: Line });
export type Correction = v.InferOutput<typeof Correction>;

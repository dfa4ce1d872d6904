import type { CapturedContact, CapturedField } from '../model/capture.ts';
import type { Correction, Lesson } from '../model/correction.ts';
import { domainOf, isFreemail } from './addresses.ts';

/** What a person confirmed or wrote is as sure as a webmail's own header line. */
const CORRECTED_CONFIDENCE = 0.95;
/** What a person did not want waits under "more" (below .5). */
const UNWANTED_CONFIDENCE = 0.4;
/** The newest so many are kept: the list is read with every mail. */
const MAX_CORRECTIONS = 500;

/** Fields that colleagues share: what was wrong once at a company is wrong for its next person too. */
const SHARED_FIELDS: ReadonlySet<CapturedField['field']> = new Set(['companyName', 'phone', 'link', 'address']);

/**
 * Whose mail a correction holds for: the domain for what colleagues share, the address itself for the rest and where
 * everybody may have an address. `from` is the address of the mail's person, or the host of a web page.
 */
function scopeOf(from: string, field: CapturedField['field']): string {
  const domain = domainOf(from);
  return domain !== '' && SHARED_FIELDS.has(field) && !isFreemail(domain) ? domain : from;
}

const fold = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();

const isAbout = (correction: Correction, from: string, field: CapturedField['field'], found: string): boolean =>
  correction.field === field && fold(correction.found) === fold(found) && correction.scope === scopeOf(from, field);

/** The corrections with what a person just taught, the newest last; a later lesson on the same value replaces the earlier. */
export function learnCorrections(held: readonly Correction[], from: string, lessons: readonly Lesson[]): readonly Correction[] {
  const fresh = lessons.map((lesson): Correction => ({ ...lesson, scope: scopeOf(from, lesson.field) }));
  const left = held.filter((one) => !lessons.some(({ field, found }) => isAbout(one, from, field, found)));
  return [...left, ...fresh].slice(-MAX_CORRECTIONS);
}

/**
 * The contact as it was put right before: a value that was written over is offered as it was written, one that was ticked is
 * sure from then on, and one that was not wanted is no longer ticked by itself.
 */
export function applyCorrections(contact: CapturedContact, from: string, corrections: readonly Correction[]): CapturedContact {
  const fields = contact.fields.map((found): CapturedField => {
    const known = corrections.findLast((one) => isAbout(one, from, found.field, found.value));
    if (known === undefined) {
      return found;
    }
    if (known.kept === null) {
      return { ...found, confidence: Math.min(found.confidence, UNWANTED_CONFIDENCE) };
    }
    const confidence = Math.max(found.confidence, CORRECTED_CONFIDENCE);
    return known.kept === found.value ? { ...found, confidence } : { ...found, value: known.kept, confidence, source: 'corrected' };
  });
  const isFirst = (one: CapturedField, at: number): boolean =>
    fields.findIndex((other) => other.field === one.field && fold(other.value) === fold(one.value)) === at;
  return { ...contact, fields: fields.filter(isFirst).toSorted(bySureness(fields)) };
}

/** Within a field the surest first, as readers hand them over; fields keep their order. */
function bySureness(fields: readonly CapturedField[]) {
  const place = new Map<CapturedField['field'], number>();
  fields.forEach(({ field }, at) => place.set(field, place.get(field) ?? at));
  return (a: CapturedField, b: CapturedField): number =>
    a.field === b.field ? b.confidence - a.confidence : (place.get(a.field) ?? 0) - (place.get(b.field) ?? 0);
}

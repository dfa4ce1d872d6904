import type { CapturedField, CaptureSource } from '../model/capture.ts';
import { isFreemail, domainOf, normalizeEmail } from './addresses.ts';
import { toLine } from './line.ts';
import { agreesWithDomain } from './text/companies.ts';
import { hostLabel } from './text/host-label.ts';
import { isSameName } from './text/names.ts';
import { toPhone } from './text/phones.ts';

/** A person or a company while it is put together from several places of a page or card. */
export type Draft = { readonly kind: 'person' | 'organization'; readonly fields: readonly CapturedField[] };

type FieldName = CapturedField['field'];

/** More values of one kind than this are a directory, not a contact; a company of many offices has as many. */
const MAX_VALUES = 50;

/** What a field is about to hold: clean, or null where the text is no such value. */
function cleanValue(field: FieldName, text: string, country: string | null): string | null {
  const line = toLine(text);
  switch (field) {
    case 'email':
      return normalizeEmail(decodeMailto(line));
    case 'phone':
      return toPhone(line, country);
    case 'link':
      return /^https?:\/\//iu.test(line) && URL.canParse(line) ? line : null;
    case 'name':
    case 'companyName':
    case 'title':
    case 'address':
      return line === '' ? null : line;
  }
}

function decodeMailto(text: string): string {
  if (!/^mailto:/iu.test(text)) {
    return text;
  }
  const address = text.slice(7).split('?')[0] ?? '';
  try {
    return decodeURIComponent(address).split(',')[0] ?? '';
  } catch {
    return address;
  }
}

/** Fields of one kind from texts; what is no such value is left out. */
export function toFields(
  field: FieldName,
  texts: readonly (string | null | undefined)[],
  confidence: number,
  source: CaptureSource,
  country: string | null = null,
): CapturedField[] {
  const values = texts.flatMap((text) => cleanValue(field, text ?? '', country) ?? []);
  return [...new Set(values)].map((value) => ({ field, value, confidence, source }));
}

/** The values of a kind, the surest first. */
export function valuesOf(draft: Draft, field: FieldName): string[] {
  return draft.fields.filter((entry) => entry.field === field).map((entry) => entry.value);
}

/** What a draft is called. */
export function nameOf(draft: Draft): string | null {
  return valuesOf(draft, draft.kind === 'person' ? 'name' : 'companyName')[0] ?? null;
}

/** The surest of its values. */
export function confidenceOf(draft: Draft): number {
  const key = draft.kind === 'person' ? 'name' : 'companyName';
  const named = draft.fields.filter((field) => field.field === key);
  return Math.max(0, ...(named.length > 0 ? named : draft.fields).map((field) => field.confidence));
}

/** Where two readers agree a value is surer than each of them says. */
const AGREED = 0.05;
const SURE = 0.98;

/** All fields once each, the surest first for each kind; a value that two sources give is a little surer. */
export function joinFields(fields: readonly CapturedField[]): CapturedField[] {
  const joined = new Map<string, CapturedField>();
  for (const field of fields) {
    const key = `${field.field}\n${field.value.toLowerCase()}`;
    const known = joined.get(key);
    if (known === undefined) {
      joined.set(key, field);
    } else {
      const best = known.confidence >= field.confidence ? known : field;
      const agreed = known.source === field.source ? 0 : AGREED;
      joined.set(key, { ...best, confidence: Math.max(best.confidence, Math.min(SURE, best.confidence + agreed)) });
    }
  }
  const counts = new Map<string, number>();
  return [...joined.values()]
    .toSorted((a, b) => b.confidence - a.confidence)
    .filter((field) => {
      const count = (counts.get(field.field) ?? 0) + 1;
      counts.set(field.field, count);
      return count <= MAX_VALUES;
    });
}

function foldCompany(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^the\s+/u, '')
    .replace(/&/gu, ' and ')
    .replace(/[,.]?\s+(?:inc|llc|ltd|limited|gmbh|ag|corp|corporation|co|company|plc|llp|sa|sarl|bv|kg|incorporated)\b\.?/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Two company names are one where they are alike but for legal form, case and marks. */
export function isSameCompany(one: string, other: string): boolean {
  const [a, b] = [foldCompany(one), foldCompany(other)];
  return a !== '' && a === b;
}

function isSame(one: Draft, other: Draft): boolean {
  if (one.kind !== other.kind) {
    return false;
  }
  const [a, b] = [nameOf(one), nameOf(other)];
  if (a !== null && b !== null) {
    return one.kind === 'person' ? a.toLowerCase() === b.toLowerCase() || isSameName(a, b) : isSameCompany(a, b);
  }
  const emails = new Set(valuesOf(one, 'email'));
  return valuesOf(other, 'email').some((email) => emails.has(email));
}

/** Drafts of one person or company made one, in the order in which they came. */
export function mergeDrafts(drafts: readonly Draft[]): Draft[] {
  const merged: Draft[] = [];
  for (const draft of drafts) {
    const at = merged.findIndex((known) => isSame(known, draft));
    const known = merged[at];
    if (known === undefined) {
      merged.push({ kind: draft.kind, fields: joinFields(draft.fields) });
    } else {
      merged[at] = { kind: known.kind, fields: joinFields([...known.fields, ...draft.fields]) };
    }
  }
  return merged;
}

/** How well a company's name fits the domains of the page and of its addresses. */
export function fitsDomain(name: string, domains: readonly string[]): boolean {
  return domains.some((domain) => agreesWithDomain(name, hostLabel(domain) || null));
}

/** True where a name is what a domain is called, letter for letter: `Berg Kaffee` and `berg-kaffee.example`. */
export function isDomainName(name: string, domain: string): boolean {
  const label = hostLabel(domain)
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();
  return label.length >= 3 && (foldCompany(name) === label || foldCompany(name).replaceAll('and', '') === label);
}

/** The domains of addresses that tell a company. */
export function companyDomains(emails: readonly string[]): string[] {
  return [...new Set(emails.map(domainOf))].filter((domain) => domain !== '' && !isFreemail(domain));
}

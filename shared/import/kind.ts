import type { ContactMapping } from './contact-fields.ts';
import { canNameContacts } from './mapping.ts';
import { mapColumns, missingColumns } from './order-lines.ts';

/** What a file may hold for the book. */
export const IMPORT_KINDS = ['orders', 'contacts', 'cards', 'mail'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** What kind of file its first bytes make it; `table`: its headings will tell whether of orders or of contacts. */
export function kindOfBytes(head: Uint8Array): Exclude<ImportKind, 'orders' | 'contacts'> | 'table' {
  // One byte a letter; the zeros of UTF-16 and the mark in front fall out.
  const text = String.fromCharCode(...head.subarray(0, 4096))
    .replace(/^(?:\u00EF\u00BB\u00BF|\u00FF\u00FE|\u00FE\u00FF)/u, '')
    .replaceAll('\0', '')
    .trimStart();
  if (/^BEGIN:VCARD\b/iu.test(text)) {
    return 'cards';
  }
  const isHeader =
    /^(?:From \S|(?:Return-Path|Received|Delivered-To|X-[\w-]+|Message-ID|Date|From|To|Subject|MIME-Version|DKIM-Signature|ARC-[\w-]+|Content-Type):)/iu;
  return isHeader.test(text) && /^(?:From|Date|Subject|Message-ID|To|Received):/imu.test(text) ? 'mail' : 'table';
}

/** Whether a table is one of orders or of contacts; undefined where its headings are neither. */
export function kindOfTable(headings: readonly string[], mapping: ContactMapping): 'orders' | 'contacts' | undefined {
  const columns = mapColumns(headings);
  if (missingColumns(columns).length === 0 && (columns.amount !== undefined || columns.order !== undefined || columns.quantity !== undefined)) {
    return 'orders';
  }
  // Two columns of order lines, one of the needed ones missing: the importer of orders says which.
  return canNameContacts(mapping) ? 'contacts' : Object.keys(columns).length > 1 ? 'orders' : undefined;
}

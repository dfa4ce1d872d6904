import { EMPTY_BOOK, linesFromBook, type Book } from '#shared/analysis/core/book.ts';
import type { Lines } from '#shared/analysis/core/lines.ts';
import { toView, type Entity, type ViewOf } from '#shared/model/entity.ts';
import type { Json } from '#shared/model/record.ts';
import { anId } from './an-order.ts';

/** A record as analyses see it, from the fields that it has; sets and maps as `name/key`. */
export function aView<E extends Entity>(entity: E, number: number, body: Readonly<Record<string, Json>> = {}): ViewOf<E> {
  return toView(entity, { id: anId(entity.kind, number), body });
}

/** A book with these lists, and nothing else in it. */
export const aBookOf = (lists: Partial<Book> = {}): Book => ({ ...EMPTY_BOOK, ...lists });

/** A book with its lines. */
export function withLines(lists: Partial<Book> = {}): { readonly book: Book; readonly lines: Lines } {
  const book = aBookOf(lists);
  return { book, lines: linesFromBook(book) };
}

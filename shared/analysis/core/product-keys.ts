import type { Product } from '../../model/product.ts';

/**
 * Products by what a line of an order may call them: the record's id, else its number, else its name. Of two products of one
 * number or name the first by id is meant, since nothing says which.
 */
export function productsByKey(products: Iterable<Product>): ReadonlyMap<string, Product> {
  const all = [...products].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const found = new Map<string, Product>();
  for (const keyOf of [({ id }: Product) => id, ({ sku }: Product) => sku, ({ name }: Product) => name]) {
    for (const product of all) {
      const key = keyOf(product);
      if (key !== undefined && key !== '' && !found.has(key)) {
        found.set(key, product);
      }
    }
  }
  return found;
}

import type { DayNumber } from './calendar.ts';
import type { Lines } from './lines.ts';
import { tabulateDays } from './purchases.ts';
import type { Summing } from './sums.ts';

/** What a customer bought: net of returns, and the first day on which something was bought. */
export type CustomerNet = { readonly netMinor: number; readonly firstOn: DayNumber };

/** Net amounts by customer over some days, of customers who bought something in them. Sums are in the currency of `summing`. */
export function netByCustomer(lines: Lines, summing: Summing, to: DayNumber, from: DayNumber = -Infinity): ReadonlyMap<string, CustomerNet> {
  const { start, day, orders, netMinor, currency } = tabulateDays(lines);
  const { names } = lines.dictionary.customer;
  const currencies = lines.dictionary.currency.names;
  const found = new Map<string, CustomerNet>();
  for (let customer = 0; customer < names.length; customer += 1) {
    let net = 0;
    let firstOn: DayNumber | undefined;
    for (let row = start[customer] ?? 0; row < (start[customer + 1] ?? 0); row += 1) {
      const on = day[row] ?? 0;
      if (on >= from && on <= to) {
        net += summing.read(netMinor[row] ?? 0, currencies[currency[row] ?? -1], on) ?? 0;
        firstOn ??= (orders[row] ?? 0) > 0 ? on : undefined;
      }
    }
    if (firstOn !== undefined) {
      found.set(names[customer] ?? '', { netMinor: net, firstOn });
    }
  }
  return found;
}

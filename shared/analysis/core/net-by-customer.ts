import { NO_DAY, type DayNumber } from './calendar.ts';
import { isBought } from './index-lines.ts';
import type { Lines } from './lines.ts';
import type { Summing } from './sums.ts';

/** What a customer bought: net of returns, the first day on which something was bought, and how many lines. */
export type CustomerNet = { readonly netMinor: number; readonly firstOn: DayNumber; readonly lines: number };

/** Net amounts by customer over some days, of customers who bought something in them. Sums are in the currency of `summing`. */
export function netByCustomer(lines: Lines, summing: Summing, to: DayNumber, from: DayNumber = -Infinity): ReadonlyMap<string, CustomerNet> {
  const customers = lines.dictionary.customer.names.length;
  const net = new Float64Array(customers);
  const first = new Float64Array(customers).fill(Infinity);
  const counts = new Int32Array(customers);
  for (let line = 0; line < lines.count; line += 1) {
    const customer = lines.text.customer[line] ?? -1;
    const day = lines.day[line] ?? NO_DAY;
    if (customer < 0 || day === NO_DAY || day > to || day < from) {
      continue;
    }
    const amount = lines.number.amountMinor[line] ?? Number.NaN;
    const minor = Number.isNaN(amount) ? undefined : summing.read(amount, lines.dictionary.currency.names[lines.text.currency[line] ?? -1], day);
    net[customer] = (net[customer] ?? 0) + (minor ?? 0);
    counts[customer] = (counts[customer] ?? 0) + 1;
    if (isBought(lines, line)) {
      first[customer] = Math.min(first[customer] ?? Infinity, day);
    }
  }
  return new Map(
    lines.dictionary.customer.names.flatMap((name, at) =>
      (first[at] ?? Infinity) < Infinity ? [[name, { netMinor: net[at] ?? 0, firstOn: first[at] ?? 0, lines: counts[at] ?? 0 }] as const] : [],
    ),
  );
}

import { NO_DAY, type DayNumber } from './calendar.ts';
import type { Lines } from './lines.ts';
import { tabulateDays } from './purchases.ts';
import type { Summing } from './sums.ts';

/** What a customer bought: net of returns, and the first day on which something was bought. */
export type CustomerNet = { readonly netMinor: number; readonly firstOn: DayNumber };

/** What customers bought over some days, by the number of the customer. */
export type NetByCustomer = {
  readonly netMinor: Float64Array;
  /** NO_DAY for who bought nothing in these days: then the sum, of returns alone, is not told either. */
  readonly firstOn: Int32Array;
  /** The same by id; undefined for who bought nothing. */
  readonly find: (customer: string) => CustomerNet | undefined;
};

/** Net amounts by customer over some days, in the currency of `summing`. */
export function netByCustomer(lines: Lines, summing: Summing, to: DayNumber, from: DayNumber = -Infinity): NetByCustomer {
  const { start, day, orders, netMinor, currency } = tabulateDays(lines);
  const { names, places } = lines.dictionary.customer;
  const currencies = lines.dictionary.currency.names;
  const nets = new Float64Array(names.length);
  const firstOn = new Int32Array(names.length).fill(NO_DAY);
  for (let customer = 0; customer < names.length; customer += 1) {
    let net = 0;
    for (let row = (start[customer + 1] ?? 0) - 1; row >= (start[customer] ?? 0) && (day[row] ?? 0) >= from; row -= 1) {
      const on = day[row] ?? 0;
      if (on <= to) {
        net += summing.read(netMinor[row] ?? 0, currencies[currency[row] ?? -1], on) ?? 0;
        if ((orders[row] ?? 0) > 0) {
          firstOn[customer] = on;
        }
      }
    }
    nets[customer] = net;
  }
  return {
    netMinor: nets,
    firstOn,
    find(customer) {
      const number = places.get(customer) ?? -1;
      const first = firstOn[number] ?? NO_DAY;
      return first === NO_DAY ? undefined : { netMinor: nets[number] ?? 0, firstOn: first };
    },
  };
}

import type { Say } from '#shared/text/index.ts';
import { formatCalendarDay, formatMoney } from '../format.ts';
import type { Reader } from '../reader.ts';

/** How sentences of reasons write sums, days and shares for a reader. */
export function sayFor(reader: Reader): Say {
  const shares = new Intl.NumberFormat(reader.locale, { style: 'percent', maximumFractionDigits: 0 });
  return {
    money: (minor, currency) => formatMoney({ minor, currency }, reader.locale, { own: reader.currency }),
    day: (day) => formatCalendarDay(day, reader, 'short'),
    share: (share) => shares.format(share),
  };
}

import type { OverdueFacts } from '#shared/analysis/customer-facts.ts';
import { formatCalendarDay, formatMoney } from '../format.ts';
import { useReader } from '../reader.ts';

export type RiskProps = { readonly overdue: readonly OverdueFacts[]; readonly heading?: 'h2' | 'h3' };

/** What may go wrong with a customer: money that is late, by currency, since when and for which orders. */
export function Risk({ overdue, heading: Heading = 'h3' }: RiskProps) {
  const reader = useReader();
  const { risk } = reader.texts;
  return overdue.length === 0 ? null : (
    <section class="sec risk" aria-label={risk.title}>
      <Heading class="h">
        <span>{risk.title}</span>
      </Heading>
      <dl class="pairs">
        <div class="pair-row">
          <dt>
            <span class="mg">
              <i class="flag bad" />
            </span>
            {risk.overdue}
          </dt>
          {overdue.map((one) => (
            <dd key={one.currency}>
              {risk.amount(formatMoney({ minor: one.openMinor, currency: one.currency }, reader.locale, { own: reader.currency }), one.daysOverdue)}{' '}
              <span class="soft nb">{risk.since(formatCalendarDay(one.oldestDueOn, reader, 'short'), ordersOf(one, risk.orders))}</span>
            </dd>
          ))}
        </div>
      </dl>
    </section>
  );
}

/** One order by its number, several by their count. */
function ordersOf({ orders }: OverdueFacts, counted: (orders: number) => string): string {
  const [first] = orders;
  return orders.length === 1 && first?.number ? first.number : counted(orders.length);
}

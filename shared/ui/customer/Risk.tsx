import type { OpenComplaint, OverdueFacts } from '#shared/analysis/customer-facts.ts';
import type { Reason } from '#shared/model/reason.ts';
import { reasonText } from '#shared/text/index.ts';
import { formatCalendarDay, formatMoney } from '../format.ts';
import { NameText } from '../NameText.tsx';
import { useReader } from '../reader.ts';
import { evidenceOf, overdueEvidence, type OpenEvidence } from './evidence.ts';
import { sayFor } from './say.ts';
import { Why } from './Why.tsx';

export type RiskProps = {
  /** Complaints that are not solved. */
  readonly complaints?: readonly OpenComplaint[];
  readonly overdue: readonly OverdueFacts[];
  /** What else may go wrong, each with its numbers. */
  readonly risks?: readonly Reason[];
  readonly heading?: 'h2' | 'h3';
  readonly onOpen?: OpenEvidence;
};

/**
 * What may go wrong with a customer, each apart: money that is late, by currency, since when and for which orders; complaints
 * that wait; that the customer leaves; that too much hangs on one.
 */
export function Risk({ complaints = [], overdue, risks = [], heading: Heading = 'h3', onOpen }: RiskProps) {
  const reader = useReader();
  const { risk } = reader.texts;
  const say = sayFor(reader);
  const rows = [
    { label: risk.leaving, reasons: risks.filter(({ code }) => code === 'risk.silence' || code === 'risk.fewer') },
    { label: risk.dependence, reasons: risks.filter(({ code }) => code === 'risk.share') },
    { label: risk.complaints, reasons: risks.filter(({ code }) => code === 'risk.complaints') },
  ].filter(({ reasons }) => reasons.length > 0);
  return overdue.length === 0 && complaints.length === 0 && rows.length === 0 ? null : (
    <section class="sec risk" aria-label={risk.title}>
      <Heading class="h">
        <span>{risk.title}</span>
      </Heading>
      <dl class="pairs">
        {overdue.length === 0 ? null : (
          <div class="pair-row">
            <dt>
              <span class="mg">
                <i class="flag bad" />
              </span>
              {risk.overdue}
            </dt>
            {overdue.map((one) => {
              const amount = risk.amount(
                formatMoney({ minor: one.openMinor, currency: one.currency }, reader.locale, { own: reader.currency }),
                one.daysOverdue,
              );
              const since = risk.since(formatCalendarDay(one.oldestDueOn, reader, 'short'), ordersOf(one, risk.orders));
              return (
                <dd key={one.currency}>
                  {amount} <span class="soft nb">{since}</span>
                  <Why about={risk.overdue} onPress={onOpen && (() => onOpen(overdueEvidence(risk.overdue, [amount, since], [one])))} />
                </dd>
              );
            })}
          </div>
        )}
        {complaints.length === 0 ? null : (
          <div class="pair-row">
            <dt>
              <span class="mg">
                <i class="flag bad" />
              </span>
              {risk.complaints}
            </dt>
            {complaints.map((one) => (
              <dd key={one.case}>
                <NameText>{one.title ?? risk.untitled}</NameText>{' '}
                <span class="soft nb">{risk.openSince(formatCalendarDay(one.openedOn, reader, 'short'))}</span>
              </dd>
            ))}
          </div>
        )}
        {rows.map(({ label, reasons }) => (
          <div key={label} class="pair-row">
            <dt>
              <span class="mg">
                <i class="flag" />
              </span>
              {label}
            </dt>
            {reasons.map((one) => {
              const says = reasonText(reader.texts, one, say);
              return (
                <dd key={one.code}>
                  {says}
                  <Why about={label} onPress={onOpen && (() => onOpen(evidenceOf(label, says, one, overdue)))} />
                </dd>
              );
            })}
          </div>
        ))}
      </dl>
    </section>
  );
}

/** One order by its number, several by their count. */
function ordersOf({ orders }: OverdueFacts, counted: (orders: number) => string): string {
  const [first] = orders;
  return orders.length === 1 && first?.number ? first.number : counted(orders.length);
}

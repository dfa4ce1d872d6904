import type { OfferedMeeting, OfferedOrder } from '#shared/model/offer.ts';
import { formatCalendarDay, formatMoney, formatNearDay, formatTime, minorDigits } from '#shared/ui/format.ts';
import { Icon } from '#shared/ui/Icon.tsx';
import { NameText } from '#shared/ui/NameText.tsx';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';

export type MailOffersProps = {
  readonly orders: readonly OfferedOrder[];
  readonly meetings: readonly OfferedMeeting[];
  /** Ids of the orders and meetings that the book has already. */
  readonly held: ReadonlySet<string>;
  /** Threads of meetings that the book has at another time or state. */
  readonly heldThreads: ReadonlySet<string>;
  readonly busy?: boolean;
  readonly error?: string | undefined;
  readonly onOrder: (offered: OfferedOrder) => void;
  readonly onMeeting: (meeting: OfferedMeeting) => void;
};

/** The orders and meetings of the open mail: each is an offer until it is looked at and kept. */
export function MailOffers({ orders, meetings, held, heldThreads, busy = false, error, onOrder, onMeeting }: MailOffersProps) {
  const reader = useReader();
  const { texts, locale } = reader;
  const words = texts.offered;
  // A meeting that was called off and is not in the book says nothing to anybody.
  const shown = meetings.filter((meeting) => meeting.state !== 'cancelled' || heldThreads.has(meeting.thread));
  if (orders.length === 0 && shown.length === 0) {
    return null;
  }
  return (
    <section class="sec" aria-label={words.title}>
      <h3 class="h">{words.title}</h3>
      <ul class="rows">
        {orders.map((offered) => {
          const { order, id, markup } = offered;
          const sum = sumOf(order);
          const title =
            sum === undefined || order.currency === null
              ? words.order(order.lines.length)
              : words.orderTotal(
                  order.lines.length,
                  formatMoney({ minor: Math.round(sum * 10 ** minorDigits(order.currency)), currency: order.currency }, locale, {
                    own: reader.currency,
                  }),
                );
          return (
            <li key={id} class="row">
              <span class="mg">
                <Icon name={held.has(id) ? 'check' : 'order'} />
              </span>
              <span class="t cut">{title}</span>
              <span class="r">
                {held.has(id) ? null : (
                  <button type="button" class="link" data-row aria-label={words.lookAt(title)} onClick={() => onOrder(offered)}>
                    {words.look}
                  </button>
                )}
              </span>
              <span class="s cut">{held.has(id) ? words.inBook : order.lines.map((line) => line.product).join(texts.format.comma)}</span>
              {markup === undefined || held.has(id) ? null : <span class="s">{words.markup[markup.trust](markup.shop ?? '')}</span>}
            </li>
          );
        })}
        {shown.map((meeting) => {
          const isOff = meeting.state === 'cancelled';
          const isKept = held.has(meeting.id);
          const at = meeting.startsAt;
          const subject = meeting.subject === '' ? words.meetingUntitled : isOff ? words.cancelled(meeting.subject) : words.meeting(meeting.subject);
          const when = at === null ? formatCalendarDay(meeting.onDay, reader) : `${formatNearDay(at, reader)} ${formatTime(at, reader)}`;
          const length = meeting.durationMinutes === null ? undefined : texts.common.minutes(meeting.durationMinutes);
          return (
            <li key={meeting.id} class="row">
              <span class="mg">
                <Icon name={isKept && !isOff ? 'check' : 'visit'} />
              </span>
              <span class="t cut" title={subject}>
                <NameText>{subject}</NameText>
              </span>
              <span class="r">{when}</span>
              <span class="s">
                {[length, meeting.place].filter((part) => part !== undefined && part !== '').join(texts.format.comma)}
                {isKept && !isOff ? ` ${words.meetingInBook}` : ''}
              </span>
              {!isOff && !isKept && heldThreads.has(meeting.thread) ? <span class="s">{words.moved}</span> : null}
              {meeting.isZoneGuessed ? <span class="s">{words.zoneGuessed}</span> : null}
              {isKept && !isOff ? null : (
                <p class="btns s">
                  <Button busy={busy ? texts.paste.keeping : undefined} onPress={() => onMeeting(meeting)}>
                    {isOff ? words.dropMeeting : words.keepMeeting}
                  </Button>
                </p>
              )}
            </li>
          );
        })}
      </ul>
      <p class="small wrong" role="alert">
        {error}
      </p>
    </section>
  );
}

/** What an order comes to as far as its own figures tell; undefined where a line has no price. */
function sumOf(order: OfferedOrder['order']): number | undefined {
  if (order.totalMajor !== null) {
    return order.totalMajor;
  }
  const amounts = order.lines.map((line) => line.amountMajor ?? (line.unitPriceMajor === null ? undefined : line.quantity * line.unitPriceMajor));
  return amounts.every((amount) => amount !== undefined) ? amounts.reduce((sum, amount) => sum + amount, 0) : undefined;
}

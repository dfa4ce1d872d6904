import { useId } from 'preact/hooks';
import { can } from '#shared/access.ts';
import { dayOf, formatCalendarDay } from '#shared/ui/format.ts';
import { NameText } from '#shared/ui/NameText.tsx';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { MonthOfTechnician } from '#shared/wire/months.ts';
import { routes } from '#shared/wire/routes.ts';
import { useSession } from '../session.ts';
import type { Act } from './use-month.ts';

type ConfirmationsProps = { readonly month: string; readonly one: MonthOfTechnician; readonly isBusy: boolean; readonly act: Act };

/** Who closed the month, and who of both sides confirmed it; each side confirms for itself. On paper there is a line to sign on. */
export function Confirmations({ month, one, isBusy, act }: ConfirmationsProps) {
  const reader = useReader();
  const words = reader.texts.console.months;
  const { reply: session } = useSession();
  const id = useId();
  const { closed, confirmed, user } = one;
  const isOwn = session.user.id === user;
  const dayOfInstant = (at: string): string => formatCalendarDay(dayOf(at, reader.timeZone), reader, 'short');
  const sides = [
    { name: words.ofTechnician, who: confirmed.filter((by) => by.user === user), isMine: isOwn },
    { name: words.ofLead, who: confirmed.filter((by) => by.user !== user), isMine: !isOwn && can(session.user.role, 'close-months') },
  ];
  return (
    <section class="blk" aria-labelledby={id}>
      <div class="blk-h">
        <h2 id={id}>{words.confirmations}</h2>
      </div>
      <p class="say">{closed === null ? words.openSay : words.closedBy(closed.by, dayOfInstant(closed.at))}</p>
      <dl class="sides">
        {sides.map(({ name, who, isMine }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {who.length === 0 ? <span class="soft">{words.notConfirmed}</span> : null}
              {who.map((by) => (
                <p key={by.user}>
                  <NameText>{words.confirmedOn(by.name, dayOfInstant(by.at))}</NameText>
                </p>
              ))}
              {closed === null || !isMine || who.length > 0 ? null : (
                <p class="btns">
                  <Button busy={isBusy ? words.confirming : undefined} onPress={() => void act(routes.confirmMonth, { user, month })}>
                    {words.confirm}
                  </Button>
                </p>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

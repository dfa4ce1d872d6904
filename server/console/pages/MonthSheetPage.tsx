import { Pending } from '../Pending.tsx';
import { useLocation, useRoute } from 'preact-iso';
import { can } from '#shared/access.ts';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { MonthReply } from '#shared/wire/months.ts';
import { Confirmations } from '../months/Confirmations.tsx';
import { LaterEntries } from '../months/LaterEntries.tsx';
import { LeadMark } from '../months/LeadMark.tsx';
import { download, writeMonthCsv } from '../months/month-csv.ts';
import { MonthChoice } from '../months/MonthChoice.tsx';
import { stateOf } from '../months/month-state.ts';
import { sayMonth } from '../months/say-month.ts';
import { SheetTable } from '../months/SheetTable.tsx';
import { useMonth, type Act } from '../months/use-month.ts';
import { useSession } from '../session.ts';
import { useTitle } from '../use-title.ts';

/** One technician's month: the sheet, what the lead says, who confirmed it, and what came after. Printed it is one page. */
export function MonthSheetPage() {
  const { texts } = useReader();
  const words = texts.console.months;
  const { params, query } = useRoute();
  const { load, retry, act, isBusy, error } = useMonth(query['month']);
  const month = load.state === 'ready' ? load.value.month : query['month'];
  return (
    <>
      <header class="pg-h crumb">
        <p class="small soft">
          <a class="link" href={month === undefined ? '/months' : `/months?month=${month}`}>
            {words.back}
          </a>
        </p>
      </header>
      <Pending load={load} lines={6} onRetry={retry} />
      {load.state === 'ready' ? <Sheet reply={load.value} user={params['user'] ?? ''} act={act} isBusy={isBusy} error={error} /> : null}
    </>
  );
}

type SheetProps = {
  readonly reply: MonthReply;
  readonly user: string;
  readonly act: Act;
  readonly isBusy: boolean;
  readonly error: string | undefined;
};

function Sheet({ reply, user, act, isBusy, error }: SheetProps) {
  const reader = useReader();
  const { texts } = reader;
  const words = texts.console.months;
  const { route } = useLocation();
  const { reply: session } = useSession();
  const one = reply.technicians.find((each) => each.user === user);
  const name = one?.sheet.name || texts.timeline.unknownUser;
  useTitle(one === undefined ? words.title : words.sheet(name));
  const { month } = reply;
  const choice = <MonthChoice month={month} onChoose={(to) => route(`/months/${user}?month=${to}`)} />;
  if (one === undefined) {
    return (
      <>
        <header class="pg-h">
          <h1>{[words.title, sayMonth(month, reader)].join(texts.format.comma)}</h1>
          <div class="btns">{choice}</div>
        </header>
        <p class="mid">{words.gone}</p>
      </>
    );
  }
  const leads = can(session.user.role, 'close-months') && session.user.id !== user;
  const parts = { month, one, isBusy, act };
  return (
    <div class="sheet-p">
      <header class="pg-h">
        <h1>{words.sheet(name)}</h1>
        <p class="say">
          {[sayMonth(month, reader), one.sheet.area || words.noArea, session.organization, words.states[stateOf(one)]].join(texts.format.comma)}
        </p>
        <div class="btns">
          {choice}
          <Button onPress={() => print()}>{words.print}</Button>
          <Button onPress={() => download(`technician-${month}.csv`, writeMonthCsv(month, [one], texts))}>{words.download}</Button>
        </div>
      </header>
      {reply.isOver ? null : <p class="mid mon-say">{words.goesOn}</p>}
      <p class="small wrong" role="alert">
        {error}
      </p>
      <SheetTable sheet={one.sheet} />
      {leads && one.closed === null ? <LeadMark key={`${user} ${month}`} {...parts} /> : null}
      <Confirmations {...parts} />
      {one.closed === null ? null : <LaterEntries {...parts} mayAdd={leads} />}
    </div>
  );
}

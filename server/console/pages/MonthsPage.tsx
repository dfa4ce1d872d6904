import { Pending } from '../Pending.tsx';
import { useLocation, useRoute } from 'preact-iso';
import { can } from '#shared/access.ts';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { EmptyState } from '#shared/ui/primitives/EmptyState.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { AreaMonth } from '../months/AreaMonth.tsx';
import { download, writeMonthCsv } from '../months/month-csv.ts';
import { MonthChoice } from '../months/MonthChoice.tsx';
import { sayMonth } from '../months/say-month.ts';
import { useMonth } from '../months/use-month.ts';
import { useSession } from '../session.ts';
import { useTitle } from '../use-title.ts';

/** A month of the technicians, area by area: marks, scores, shares of the pool, and the press that closes it. */
export function MonthsPage() {
  const reader = useReader();
  const { texts } = reader;
  const words = texts.console.months;
  const { route } = useLocation();
  const { reply: session } = useSession();
  const { load, retry, act, isBusy, error } = useMonth(useRoute().query['month']);
  const reply = load.state === 'ready' ? load.value : undefined;
  useTitle(words.title);
  const areas = [...new Set(reply?.technicians.map(({ sheet }) => sheet.area))];
  const isLead = can(session.user.role, 'close-months');
  return (
    <>
      <header class="pg-h">
        <h1>{reply === undefined ? words.title : [words.title, sayMonth(reply.month, reader)].join(texts.format.comma)}</h1>
        <p class="say">{words.intro}</p>
        {reply === undefined ? null : (
          <div class="btns">
            <MonthChoice month={reply.month} onChoose={(month) => route(`/months?month=${month}`)} />
            <Button onPress={() => print()}>{words.print}</Button>
            <Button
              disabled={reply.technicians.length === 0}
              onPress={() => download(`technicians-${reply.month}.csv`, writeMonthCsv(reply.month, reply.technicians, texts))}
            >
              {words.download}
            </Button>
          </div>
        )}
      </header>
      <Pending load={load} lines={6} onRetry={retry} />
      {reply === undefined ? null : (
        <>
          <p class="small wrong" role="alert">
            {error}
          </p>
          {reply.technicians.length === 0 ? (
            <EmptyState title={words.noTechnicians} {...(isLead ? { hint: words.noTechniciansHint } : {})} />
          ) : (
            <>
              {reply.isOver ? null : <p class="mid mon-say">{words.goesOn}</p>}
              {reply.currenciesLeftOut.length === 0 ? null : (
                <p class="mid mon-say">{words.leftOut(reply.currenciesLeftOut.join(texts.format.comma))}</p>
              )}
            </>
          )}
          {areas.map((area) => (
            <AreaMonth
              key={`${reply.month} ${area}`}
              area={area}
              month={reply.month}
              technicians={reply.technicians.filter(({ sheet }) => sheet.area === area)}
              isClosable={reply.closable.includes(area)}
              isBusy={isBusy}
              act={act}
            />
          ))}
        </>
      )}
    </>
  );
}

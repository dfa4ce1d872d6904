import { formatMoment } from '#shared/ui/format.ts';
import { Notice } from '#shared/ui/primitives/Notice.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { CopiesReply } from '#shared/wire/copies.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from './api.ts';
import { Pending } from './Pending.tsx';
import { useLoad } from './use-load.ts';

/** When the last good copy of the book was made, and why there is no newer one, before somebody needs it. */
export function Copies() {
  const { texts } = useReader();
  const words = texts.console.copies;
  const { load, retry } = useLoad('copies', (signal) => call(routes.copies, { input: {}, signal }));
  return (
    <section class="blk" aria-label={words.title}>
      <div class="blk-h">
        <h2>{words.title}</h2>
      </div>
      <Pending load={load} lines={2} onRetry={retry} />
      {load.state === 'ready' ? <Standing copies={load.value} /> : null}
    </section>
  );
}

function Standing({ copies: { by, lastGoodAt, fault, second } }: { readonly copies: CopiesReply }) {
  const reader = useReader();
  const words = reader.texts.console.copies;
  if (by === 'postgres') {
    return <p class="small mid">{words.postgres}</p>;
  }
  const last = lastGoodAt === null ? words.none : words.lastGood(formatMoment(lastGoodAt, reader));
  return (
    <>
      <p class="small mid">{words[by]}</p>
      {by === 'server' ? <Place failed={words.failed} fault={fault} last={last} /> : null}
      {by === 'server' && second !== null ? (
        <Place
          failed={words.secondFailed}
          fault={second.fault}
          last={second.lastGoodAt === null ? words.secondNone : words.second(formatMoment(second.lastGoodAt, reader))}
        />
      ) : null}
      {by === 'server' && second === null ? <p class="small soft">{words.samePlace}</p> : null}
    </>
  );
}

type PlaceProps = { readonly failed: string; readonly fault: CopiesReply['fault']; readonly last: string };

function Place({ failed, fault, last }: PlaceProps) {
  const { texts } = useReader();
  return fault === null ? (
    <p>{last}</p>
  ) : (
    <Notice tone="wrong" title={failed}>
      <p>{texts.console.copies.faults[fault]}</p>
      <p>{last}</p>
    </Notice>
  );
}

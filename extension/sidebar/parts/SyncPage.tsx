import type { Texts } from '#shared/text/index.ts';
import { errorText } from '#shared/text/index.ts';
import { formatAge, formatNear, formatTime } from '#shared/ui/format.ts';
import { Icon, type IconName } from '#shared/ui/Icon.tsx';
import { iconOf } from '#shared/ui/customer/entry.ts';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { RefusedRow } from './RefusedRow.tsx';
import { changeText } from './change-text.ts';
import type { RefusedItem, StuckItem, SyncState, WaitingItem } from './types.ts';

export type SyncPageProps = {
  readonly sync: SyncState;
  /** What waits, oldest last; may be fewer than `sync.waiting`. */
  readonly waiting: readonly WaitingItem[];
  readonly refused: readonly RefusedItem[];
  readonly stuck?: readonly StuckItem[];
  /** False where the browser may remove the book by itself; undefined until it has told. */
  readonly kept?: boolean | undefined;
  readonly busy?: boolean;
  readonly error?: string | undefined;
  readonly onTryNow: () => void;
  /** Puts a refused change away; the card keeps what it shows. */
  readonly onDrop: (id: string) => void;
  /** Writes a refused change once more, as of now. */
  readonly onAgain?: (id: string) => void;
};

/** What is not on the server yet: what was refused and why, what waits, what is stuck, and a press to try now. */
export function SyncPage({ sync, waiting, refused, stuck = [], kept, busy = false, error, onTryNow, onDrop, onAgain }: SyncPageProps) {
  const reader = useReader();
  const { texts } = reader;
  const { syncPage } = texts;
  const isClean = sync.waiting === 0 && refused.length === 0 && stuck.length === 0;
  const oldest = waiting.at(-1);
  const title = !sync.paired ? syncPage.titleLocal : isClean && !sync.offline ? syncPage.titleSaved : syncPage.title;

  return (
    <>
      <header class="sec who">
        <h2 class="name">{title}</h2>
        <p class="sub">
          {sayOf(
            sync,
            isClean,
            texts,
            sync.savedAt === null ? undefined : formatTime(sync.savedAt, reader),
            sync.offlineSince && formatTime(sync.offlineSince, reader),
          )}
        </p>
      </header>
      {refused.length === 0 ? null : (
        <>
          <h3 class="sec h need">{syncPage.needYou(refused.length)}</h3>
          {refused.map((item) => (
            <RefusedRow key={item.id} item={item} onDrop={onDrop} onAgain={onAgain} />
          ))}
        </>
      )}
      {waiting.length === 0 ? null : (
        <section class="sec flush">
          <h3 class="day">
            <b>{syncPage.waitingCount(sync.waiting)}</b>
            {oldest === undefined ? null : `, ${syncPage.oldest(formatAge(oldest.at, reader))}`}
          </h3>
          <ul>
            {waiting.map((item) => (
              <li key={item.id} class="row waits">
                <span class="mg">
                  <Icon name={iconFor(item)} />
                </span>
                <span class="t cut">{changeText(item, texts)}</span>
                <span class="r">{formatNear(item.at, reader)}</span>
              </li>
            ))}
          </ul>
          {sync.waiting > waiting.length ? <p class="note-s">{syncPage.moreWaiting(sync.waiting - waiting.length)}</p> : null}
        </section>
      )}
      {stuck.length === 0 ? null : (
        <section class="sec flush">
          <h3 class="day">
            <b>{syncPage.stuckCount(stuck.length)}</b>
          </h3>
          <ul>
            {stuck.map((item) => (
              <li key={item.id} class="row">
                <span class="mg">
                  <i class="flag" />
                </span>
                <span class="t cut">{changeText(item, texts)}</span>
                <span class="r">{syncPage.tries(item.tries)}</span>
                <span class="s">{errorText(texts, item.code)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section class="sec notes">
        {kept === false ? <Warning>{syncPage.mayRemove}</Warning> : null}
        {!sync.paired ? (
          <Warning>{syncPage.clearLocal}</Warning>
        ) : sync.waiting > 0 ? (
          <Warning>{syncPage.clearWaiting(sync.waiting)}</Warning>
        ) : (
          <p class="small mid">{syncPage.clearSafe}</p>
        )}
      </section>
      {sync.paired ? (
        <section class="sec">
          <p class="small soft">
            {isClean ? null : `${syncPage.byItself} `}
            {sync.savedAt === null ? null : syncPage.lastMatch(formatNear(sync.savedAt, reader))}
          </p>
          <p class="btns gap">
            <Button busy={busy ? syncPage.trying : undefined} onPress={onTryNow}>
              {syncPage.tryNow}
            </Button>
          </p>
          <p class="small wrong" role="alert">
            {error}
          </p>
        </section>
      ) : null}
    </>
  );
}

/** What would be lost: it stands in sight before it happens, since no page is asked when a browser's data are cleared. */
function Warning({ children }: { readonly children: string }) {
  return (
    <p class="small mid">
      <span class="mg">
        <i class="flag" />
      </span>
      {children}
    </p>
  );
}

function iconFor(item: WaitingItem): IconName {
  return item.field !== undefined ? 'pencil' : item.channel !== undefined ? iconOf(item.channel) : 'person';
}

function sayOf(sync: SyncState, isClean: boolean, texts: Texts, saved: string | undefined, since: string | undefined): string {
  const { syncPage } = texts;
  if (!sync.paired) {
    return syncPage.local;
  }
  if (sync.offline) {
    return since === undefined ? syncPage.offline : syncPage.offlineSince(since);
  }
  if (!isClean) {
    return syncPage.waits;
  }
  return saved === undefined ? syncPage.savedNever : syncPage.saved(saved);
}

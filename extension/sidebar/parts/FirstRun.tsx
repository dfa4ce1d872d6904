import { useReader } from '#shared/ui/reader.ts';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { PlaceChoice, type PlaceChoiceProps } from './PlaceChoice.tsx';
import { UnsentFiles, type UnsentFilesProps } from './UnsentFiles.tsx';
import { WebmailList, type WebmailListProps } from './WebmailList.tsx';
import type { Settled } from './types.ts';

export type FirstRunProps = {
  /** Where the book lives, once paired or started; null before. */
  readonly settled: Settled | null;
  readonly place: PlaceChoiceProps;
  readonly webmail: WebmailListProps;
  /** What a book that was removed had not sent. */
  readonly unsent?: UnsentFilesProps;
  /** Opens the book; there from the second step on. */
  readonly onDone: () => void;
};

/** The first minutes: where the book lives, then which webmail it may read. */
export function FirstRun({ settled, place, webmail, unsent, onDone }: FirstRunProps) {
  const { texts } = useReader();
  const { firstRun } = texts;
  const later = settled === null;
  return (
    <>
      <header class="sheet-h">{texts.common.product}</header>
      <section class="sec empty">
        <h1 class="name">{firstRun.title}</h1>
        <p class="mid">{firstRun.intro}</p>
      </section>
      {unsent === undefined ? null : <UnsentFiles {...unsent} />}
      <section class="sec step" aria-label={firstRun.where}>
        <span class={later ? 'mg strong' : 'mg soft'}>1</span>
        <h2 class="strong">{firstRun.where}</h2>
        {settled === null ? (
          <PlaceChoice {...place} />
        ) : (
          <p class="mid" role="status">
            {settled.kind === 'server' ? firstRun.paired(settled.organization, settled.user) : firstRun.local}
          </p>
        )}
      </section>
      <section class="sec step" aria-label={firstRun.webmail}>
        <span class={later ? 'mg soft' : 'mg strong'}>2</span>
        <h2 class={later ? 'strong soft' : 'strong'}>{firstRun.webmail}</h2>
        {later ? null : (
          <>
            <WebmailList {...webmail} />
            <p class="btns gap">
              <Button kind={webmail.webmails.some((one) => one.allowed) ? 'go' : 'plain'} onPress={onDone}>
                {firstRun.done}
              </Button>
            </p>
          </>
        )}
      </section>
      <p class="note-s">{firstRun.rules}</p>
    </>
  );
}

import type { CaptureNote } from '#shared/model/capture.ts';
import { Icon } from '#shared/ui/Icon.tsx';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { CaptureNotes } from './CaptureNotes.tsx';
import { LogLine } from './LogLine.tsx';
import { OtherPeople } from './OtherPeople.tsx';
import type { MailLine, OtherPerson } from './types.ts';
import { useEnter } from './use-enter.ts';

export type KnownMailProps = {
  readonly mail: MailLine;
  readonly state: 'logged' | 'not-logged' | 'never-logged';
  readonly also?: readonly OtherPerson[];
  readonly notes?: readonly CaptureNote[];
  readonly busy?: boolean;
  readonly error?: string | undefined;
  readonly onLog: () => void;
  /** With it a logged mail offers Undo; without it the time for that is over. */
  readonly onUndo?: (() => void) | undefined;
  readonly onOffer: (email: string) => void;
  readonly onOpen: (id: string) => void;
};

/** The open mail of a customer we know: logged already, or one press away from it. Stands as the card's `action`. */
export function KnownMail({ mail, state, also = [], notes = [], busy = false, error, onLog, onUndo, onOffer, onOpen }: KnownMailProps) {
  const { texts } = useReader();
  const { knownMail } = texts;
  useEnter(() => {
    if (state === 'not-logged' && !busy) {
      onLog();
    }
  });
  return (
    <>
      <section class="sec act" aria-label={knownMail.title}>
        <span class="mg">
          <Icon name={state === 'logged' ? 'check' : state === 'never-logged' ? 'lock' : 'next'} />
        </span>
        {state === 'logged' ? (
          <p class="t with-end" role="status">
            {knownMail.logged}
            {onUndo === undefined ? null : (
              <button type="button" class="link" data-undo onClick={onUndo}>
                {texts.common.undo}
              </button>
            )}
          </p>
        ) : (
          <p class="t">{state === 'never-logged' ? knownMail.neverLogs : knownMail.notLogged}</p>
        )}
        {state === 'not-logged' ? (
          <>
            <LogLine mail={mail} />
            <p class="btns gap">
              <Button kind="go" hint={texts.capture.enter} busy={busy ? knownMail.logging : undefined} onPress={onLog}>
                {knownMail.log}
              </Button>
            </p>
          </>
        ) : null}
        <p class="small wrong" role="alert">
          {error}
        </p>
      </section>
      <CaptureNotes notes={notes} />
      <OtherPeople people={also} onOffer={onOffer} onOpen={onOpen} />
    </>
  );
}

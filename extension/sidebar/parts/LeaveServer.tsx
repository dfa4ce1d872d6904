import { useState } from 'preact/hooks';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';

export type LeaveServerProps = {
  readonly organization: string;
  /** Changes that the server does not have yet. */
  readonly waiting: number;
  readonly onLeave: () => Promise<void>;
};

/** Removes the team's book from this browser; asked twice, with what was not sent yet. */
export function LeaveServer({ organization, waiting, onLeave }: LeaveServerProps) {
  const { texts } = useReader();
  const words = texts.leave;
  const [isSure, setSure] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const leave = async (): Promise<void> => {
    setBusy(true);
    await onLeave();
    setBusy(false);
  };
  return (
    <section class="sec">
      {isSure ? (
        <>
          <p class="small mid say">{words.sure(organization)}</p>
          {waiting === 0 ? null : <p class="small mid say">{words.waiting(waiting)}</p>}
          <p class="btns">
            <Button busy={isBusy ? words.going : undefined} onPress={() => void leave()}>
              {words.go}
            </Button>
            <Button kind="bare" onPress={() => setSure(false)}>
              {words.keep}
            </Button>
          </p>
        </>
      ) : (
        <p class="btns">
          <Button kind="bare" onPress={() => setSure(true)}>
            {words.open}
          </Button>
        </p>
      )}
    </section>
  );
}

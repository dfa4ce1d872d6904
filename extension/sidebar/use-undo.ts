import { useEffect, useState } from 'preact/hooks';
import { errorText } from '#shared/text/index.ts';
import { useReader } from '#shared/ui/reader.ts';
import { isTyping } from '#shared/ui/row-keys.ts';
import { calls } from '../messages.ts';
import { send, type Failure } from '../transport.ts';
import type { Result } from '#shared/result.ts';

const SHOWN_MS = 10_000;

/** How something is taken back: the number of an act of the book, or a call for what is no record (a setting). */
export type Back = number | (() => Promise<Result<unknown, Failure>>);

/** What was done last and how it is taken back, for as long as that is offered. */
export type Undo = {
  readonly text: string | undefined;
  /** Undefined: nothing to take back. */
  readonly undo: (() => Promise<void>) | undefined;
  readonly announce: (text: string, back: Back | undefined) => void;
  readonly dismiss: () => void;
};

/** The notice of what was just done. It goes after ten seconds; its undo says so, or why it failed. */
export function useUndo(): Undo {
  const { texts } = useReader();
  const [done, setDone] = useState<{ readonly text: string; readonly back: Back | undefined }>();
  useEffect(() => {
    const timer = setTimeout(() => setDone(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [done]);
  const back = done?.back;
  const undo = async (): Promise<void> => {
    if (back !== undefined) {
      // The offer ends with the press: a second one would take back something else.
      setDone(undefined);
      const answer = await (typeof back === 'number' ? send(calls.undo, { act: back }) : back());
      setDone({ text: answer.ok ? texts.undo.undone : errorText(texts, answer.error.code), back: undefined });
    }
  };
  return {
    text: done?.text,
    undo: back === undefined ? undefined : undo,
    announce: (text, how) => setDone({ text, back: how }),
    dismiss: () => setDone(undefined),
  };
}

/** U and Z press the Undo in sight (marked `data-undo`): that of the notice first, since it tells what was done last. */
export function useUndoKeys(): void {
  useEffect(() => {
    const controller = new AbortController();
    const onKey = (event: KeyboardEvent): void => {
      const isOther = event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target);
      if (isOther || !/^[uz]$/iu.test(event.key) || document.querySelector('[aria-modal="true"]')) {
        return;
      }
      const offered = [...document.querySelectorAll<HTMLElement>('[data-undo]')];
      (offered.find((one) => one.closest('[role="status"].undo-w')) ?? offered[0])?.click();
    };
    document.addEventListener('keydown', onKey, { signal: controller.signal });
    return () => controller.abort();
  }, []);
}

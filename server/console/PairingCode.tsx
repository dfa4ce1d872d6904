import { useEffect, useRef } from 'preact/hooks';
import { formatTime } from '#shared/ui/format.ts';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { PairingCodeReply } from '#shared/wire/auth.ts';

export type PairingCodeProps = {
  readonly code: PairingCodeReply;
  readonly name: string;
  /** The browser that took the code; undefined until one has. */
  readonly device: string | undefined;
  readonly onAgain: () => void;
  readonly onClose: () => void;
};

/** A pairing code in large figures, where to write it, until when it is good, and at last which browser took it. */
export function PairingCode({ code, name, device, onAgain, onClose }: PairingCodeProps) {
  const reader = useReader();
  const { texts } = reader;
  const words = texts.console.staff;
  const box = useRef<HTMLElement>(null);
  // The code appears above what was pressed; the focus goes there, so that nobody has to look for it.
  useEffect(() => box.current?.focus(), [code.code]);
  const digits = code.code.replace(/\D/gu, '');
  const isOver = device === undefined && Date.parse(code.expiresAt) <= reader.now;
  return (
    <section class="blk pair-c" tabIndex={-1} ref={box} aria-label={words.codeFor(name)}>
      <div class="blk-h">
        <h2>{words.codeFor(name)}</h2>
      </div>
      {isOver || device !== undefined ? (
        <p class={device === undefined ? 'due' : 'strong'} role="status">
          {device === undefined ? words.codeEnded : words.codeTaken(device)}
        </p>
      ) : (
        <>
          <p class="say">{words.codeSay}</p>
          <p class="addr">{location.origin}</p>
          <p class="big-code">
            <span>{digits.slice(0, 4)}</span> <span>{digits.slice(4)}</span>
          </p>
          <p class="small soft">{words.codeEnds(formatTime(code.expiresAt, reader))}</p>
        </>
      )}
      <p class="btns gap">
        {isOver ? <Button onPress={onAgain}>{words.newCode}</Button> : null}
        <Button kind="bare" onPress={onClose}>
          {texts.common.close}
        </Button>
      </p>
    </section>
  );
}

import { useId, useRef } from 'preact/hooks';
import { useReader } from '#shared/ui/reader.ts';

export type CodeBoxesProps = { readonly code: string; readonly error?: string | undefined; readonly onCode: (code: string) => void };

const PLACES = [0, 1, 2, 3, 4, 5, 6, 7];

/** Eight boxes for the pairing code, one labelled group: typing and arrows move, a pasted code fills them all. */
export function CodeBoxes({ code, error, onCode }: CodeBoxesProps) {
  const { texts } = useReader();
  const id = useId();
  const boxes = useRef<HTMLDivElement>(null);
  const digits = PLACES.map((place) => (code[place] ?? ' ').trim());

  const focusOn = (place: number): void => boxes.current?.querySelectorAll('input')[Math.max(0, Math.min(7, place))]?.focus();
  const write = (place: number, written: string): void => {
    const next = [...digits];
    written
      .slice(0, 8 - place)
      .split('')
      .forEach((digit, index) => {
        next[place + index] = digit;
      });
    // A gap in the middle stays a gap, so that each digit keeps its box.
    onCode(
      next
        .map((digit) => digit || ' ')
        .join('')
        .trimEnd(),
    );
    focusOn(place + written.length);
  };
  const onKeyDown = (place: number, event: KeyboardEvent): void => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (step !== 0) {
      event.preventDefault();
      focusOn(place + step);
    } else if (event.key === 'Backspace' && digits[place] === '') {
      event.preventDefault();
      const next = digits.map((digit, index) => (index === place - 1 ? '' : digit));
      onCode(
        next
          .map((digit) => digit || ' ')
          .join('')
          .trimEnd(),
      );
      focusOn(place - 1);
    }
  };

  return (
    <div role="group" aria-labelledby={id} aria-describedby={`${id}-say`}>
      <p id={id} class="l">
        {texts.firstRun.code}
      </p>
      <div class="code" ref={boxes}>
        {PLACES.map((place) => (
          <CodeBox
            key={place}
            label={texts.firstRun.digit(place + 1)}
            digit={digits[place] ?? ''}
            isFirst={place === 0}
            hasDashBefore={place === 4}
            invalid={error !== undefined}
            onWrite={(written) => write(place, written)}
            onClear={() =>
              onCode(
                digits
                  .map((digit, index) => (index === place ? ' ' : digit || ' '))
                  .join('')
                  .trimEnd(),
              )
            }
            onKeyDown={(event) => onKeyDown(place, event)}
          />
        ))}
      </div>
      <p id={`${id}-say`} class={error === undefined ? 'meta' : 'meta wrong'} role={error === undefined ? undefined : 'alert'}>
        {error ?? texts.firstRun.codeGood}
      </p>
    </div>
  );
}

type CodeBoxProps = {
  readonly label: string;
  readonly digit: string;
  readonly isFirst: boolean;
  readonly hasDashBefore: boolean;
  readonly invalid: boolean;
  readonly onWrite: (digits: string) => void;
  readonly onClear: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

function CodeBox({ label, digit, isFirst, hasDashBefore, invalid, onWrite, onClear, onKeyDown }: CodeBoxProps) {
  return (
    <>
      {hasDashBefore ? <span aria-hidden="true">–</span> : null}
      <input
        type="text"
        inputMode="numeric"
        autocomplete={isFirst ? 'one-time-code' : 'off'}
        aria-label={label}
        aria-invalid={invalid ? 'true' : undefined}
        value={digit}
        onFocus={(event) => event.currentTarget.select()}
        onInput={(event) => {
          const written = event.currentTarget.value.replace(/\D/gu, '');
          // The box may hold the old digit beside the new one; the last typed counts, unless a whole code came in at once.
          const digits = written.length === 2 && digit !== '' ? written.replace(digit, '') : written;
          event.currentTarget.value = digit;
          if (digits === '') {
            onClear();
          } else {
            onWrite(digits);
          }
        }}
        onPaste={(event) => {
          const pasted = event.clipboardData?.getData('text').replace(/\D/gu, '') ?? '';
          if (pasted !== '') {
            event.preventDefault();
            onWrite(pasted);
          }
        }}
        onKeyDown={onKeyDown}
      />
    </>
  );
}

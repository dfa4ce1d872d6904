import type { CapturedField } from '#shared/model/capture.ts';
import { formatLink, formatPhone } from '#shared/ui/format-contact.ts';
import { classNames } from '#shared/ui/class-names.ts';
import { Icon } from '#shared/ui/Icon.tsx';
import { NameText } from '#shared/ui/NameText.tsx';
import { Chip } from '#shared/ui/primitives/Chip.tsx';
import { EditInPlace } from '#shared/ui/primitives/EditInPlace.tsx';
import { Sure } from '#shared/ui/primitives/Sure.tsx';
import { Tick } from '#shared/ui/primitives/Tick.tsx';
import { useReader } from '#shared/ui/reader.ts';
import type { CaptureRow } from './capture-rows.ts';

export type CaptureFieldProps = {
  readonly row: CaptureRow;
  readonly disabled?: boolean;
  readonly onTick: (on: boolean) => void;
  readonly onCorrect: (value: string) => void;
};

/** One found value: tick in the margin, label, value that can be corrected, and where it was found with how sure. */
export function CaptureField({ row, disabled = false, onTick, onCorrect }: CaptureFieldProps) {
  const { texts } = useReader();
  const label = texts.captureFields[row.found.field];
  const isCorrected = row.value !== row.found.value;
  return (
    <li class={classNames('capt', !row.ticked && 'off')}>
      <Tick on={row.ticked} label={texts.capture.keep(label, row.value)} disabled={disabled} onChange={onTick} />
      <span class="l" aria-hidden="true">
        {label}
      </span>
      <span class="v">
        <EditInPlace label={label} value={row.value} onSave={onCorrect}>
          <NameText>{shownAs(row.found.field, row.value) || '–'}</NameText>
        </EditInPlace>
      </span>
      <span class="src">
        <Chip>
          {isCorrected ? (
            <>
              <Icon name="pencil" small />
              {texts.capture.corrected}
            </>
          ) : (
            <>
              {texts.sources[row.found.source]} <Sure confidence={row.found.confidence} />
            </>
          )}
        </Chip>
      </span>
    </li>
  );
}

function shownAs(field: CapturedField['field'], value: string): string {
  return field === 'phone' ? formatPhone(value) : field === 'link' ? formatLink(value) : value;
}

import { useState } from 'preact/hooks';
import type { CaptureNote, CapturedContact } from '#shared/model/capture.ts';
import type { Lesson } from '#shared/model/correction.ts';
import { Icon } from '#shared/ui/Icon.tsx';
import { NameText } from '#shared/ui/NameText.tsx';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { chosenOf, correct, lessonsOf, rowsOf, SHOWN_FROM, tick } from './capture-rows.ts';
import { CaptureField } from './CaptureField.tsx';
import { CaptureNotes } from './CaptureNotes.tsx';
import { LogLine } from './LogLine.tsx';
import { OtherPeople } from './OtherPeople.tsx';
import { SimilarList } from './SimilarList.tsx';
import type { ChosenField, MailLine, OtherPerson, Similar } from './types.ts';
import { useEnter } from './use-enter.ts';

export type CaptureReviewProps = {
  /** The contact; give the part a `key` of the mail and address, so that another mail starts anew. */
  readonly contact: CapturedContact;
  /** What is logged with it; null when only the person is saved. */
  readonly mail: MailLine | null;
  readonly also?: readonly OtherPerson[];
  readonly notes?: readonly CaptureNote[];
  /** A sentence on why the mail is not logged by itself. */
  readonly hint?: string | undefined;
  readonly busy?: boolean;
  /** A sentence on why saving failed; what was corrected stays. */
  readonly error?: string | undefined;
  /** Customers who may be this person. */
  readonly similar?: readonly Similar[];
  /** `lessons`: what the readers may learn from what was put right. */
  readonly onSave: (chosen: readonly ChosenField[], lessons: readonly Lesson[]) => void;
  /** The person is a customer of the book: what is ticked goes there. */
  readonly onSame?: (similar: Similar, chosen: readonly ChosenField[], lessons: readonly Lesson[]) => void;
  readonly onNeverLog: () => void;
  readonly onOffer: (email: string) => void;
  readonly onOpen: (id: string) => void;
};

/** An unknown sender: what was found in the mail, ticked where it is sure, kept with one press (also Enter). */
export function CaptureReview({
  contact,
  mail,
  also = [],
  notes = [],
  hint,
  busy = false,
  error,
  similar = [],
  onSave,
  onSame,
  onNeverLog,
  onOffer,
  onOpen,
}: CaptureReviewProps) {
  const { texts } = useReader();
  const [rows, setRows] = useState(() => rowsOf(contact));
  const [showsAll, setShowsAll] = useState(false);
  const [lacks, setLacks] = useState(false);

  const chosen = chosenOf(rows);
  const unsure = rows.filter((row) => row.found.confidence < SHOWN_FROM && row.value === row.found.value && !row.ticked);
  const shown = showsAll ? rows : rows.filter((row) => !unsure.includes(row));
  const title = chosen.find((row) => row.field === 'name')?.value ?? rows.find((row) => row.found.field === 'email')?.value ?? rows[0]?.value ?? '';
  const canSave = chosen.some((row) => row.field === 'name' || row.field === 'email');
  const save = (): void => {
    setLacks(!canSave);
    if (canSave && !busy) {
      onSave(chosen, lessonsOf(rows));
    }
  };
  useEnter(save);

  return (
    <>
      <header class="sec who">
        <span class="mg">
          <Icon name="plus" />
        </span>
        <h2 class="name">
          <NameText>{title}</NameText>
        </h2>
        <p class="sub">{texts.capture.notInBook}</p>
        {hint === undefined ? null : <p class="sub">{hint}</p>}
      </header>
      {onSame === undefined ? null : (
        <SimilarList
          title={texts.similar.title}
          similar={similar}
          choose={texts.similar.isThis}
          onChoose={(one) => (busy ? undefined : onSame(one, chosen, lessonsOf(rows)))}
          onOpen={onOpen}
        />
      )}
      <section class="sec found" aria-label={mail === null ? texts.page.found : texts.capture.found}>
        <h3 class="h">
          <span>{mail === null ? texts.page.found : texts.capture.found}</span>
          <span>{texts.capture.ticked(chosen.length, rows.length)}</span>
        </h3>
        <ul>
          {shown.map((row) => (
            <CaptureField
              key={row.id}
              row={row}
              disabled={busy}
              onTick={(on) => setRows(tick(rows, row.id, on))}
              onCorrect={(value) => setRows(correct(rows, row.id, value))}
            />
          ))}
        </ul>
        {rows.length <= 1 ? <p class="small soft">{texts.capture.nothingFound}</p> : null}
        {unsure.length === 0 ? null : (
          <button type="button" class="link small" aria-expanded={showsAll ? 'true' : 'false'} onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? texts.capture.less : texts.capture.more(unsure.length)}
          </button>
        )}
      </section>
      <CaptureNotes notes={notes} />
      <section class="sec">
        {mail === null ? null : <LogLine mail={mail} />}
        <p class="btns gap">
          <Button kind="go" hint={texts.capture.enter} busy={busy ? texts.capture.saving : undefined} onPress={save}>
            {mail === null ? texts.capture.saveOnly : texts.capture.save}
          </Button>
          <Button kind="bare" disabled={busy} onPress={onNeverLog}>
            {texts.capture.neverLog}
          </Button>
        </p>
        <p class="small wrong" role="alert">
          {lacks && !canSave ? texts.capture.tickOne : error}
        </p>
      </section>
      <OtherPeople people={also} onOffer={onOffer} onOpen={onOpen} />
    </>
  );
}

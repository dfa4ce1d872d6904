import type { CaptureNote } from '#shared/model/capture.ts';
import { useReader } from '#shared/ui/reader.ts';

/** What a reader left out and why, as quiet sentences; a sender that is not who it seems has a mark. */
export function CaptureNotes({ notes }: { readonly notes: readonly CaptureNote[] }) {
  const { texts } = useReader();
  if (notes.length === 0) {
    return null;
  }
  return (
    <section class="sec notes">
      {notes.map((note) => (
        <p key={`${note.key} ${note.detail}`} class="small mid">
          {note.key === 'sender-differs' ? (
            <span class="mg">
              <i class="flag" />
            </span>
          ) : null}
          {texts.captureNotes[note.key](note.detail)}
        </p>
      ))}
    </section>
  );
}

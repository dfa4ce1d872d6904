import type { CaptureNote } from '#shared/model/capture.ts';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { EmptyState } from '#shared/ui/primitives/EmptyState.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { CaptureNotes } from '../parts/CaptureNotes.tsx';

type NobodyPageProps = {
  readonly why:
    | { readonly kind: 'colleagues' | 'machine' | 'leftThread' }
    | { readonly kind: 'rule'; readonly address: string; readonly onAllow: () => void };
  readonly notes: readonly CaptureNote[];
};

/** A mail in which nobody is to be kept: said in a sentence, and nobody is offered. */
export function NobodyPage({ why, notes }: NobodyPageProps) {
  const { texts } = useReader();
  const { nobody } = texts;
  return (
    <>
      <EmptyState title={nobody.title} hint={why.kind === 'rule' ? nobody.rule(why.address) : nobody[why.kind]}>
        {why.kind === 'rule' ? <Button onPress={why.onAllow}>{nobody.allow}</Button> : null}
      </EmptyState>
      <CaptureNotes notes={notes} />
    </>
  );
}

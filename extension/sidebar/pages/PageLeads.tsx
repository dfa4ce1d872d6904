import { useState } from 'preact/hooks';
import type { CapturedField, PageCapture } from '#shared/model/capture.ts';
import type { Lesson } from '#shared/model/correction.ts';
import { errorText } from '#shared/text/index.ts';
import { Icon } from '#shared/ui/Icon.tsx';
import { NameText } from '#shared/ui/NameText.tsx';
import { EmptyState } from '#shared/ui/primitives/EmptyState.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { calls } from '../../messages.ts';
import { send } from '../../transport.ts';
import { CaptureReview } from '../parts/CaptureReview.tsx';
import type { ChosenField } from '../parts/types.ts';
import { usePanel } from '../panel-context.ts';

/** Somebody whom a page names. */
type Found = {
  readonly key: string;
  readonly kind: 'person' | 'company';
  readonly title: string;
  readonly second: string;
  readonly fields: readonly CapturedField[];
};

/** The people and companies of a web page that was read on a press; one at a time is looked at and kept. */
export function PageLeads({ capture }: { readonly capture: PageCapture }) {
  const { texts } = useReader();
  const { announce, openCustomer } = usePanel();
  const all = listFound(capture);
  const [picked, setPicked] = useState<string | undefined>(all.length === 1 ? all[0]?.key : undefined);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const found = all.find((one) => one.key === picked);

  const save = async (one: Found, chosen: readonly ChosenField[], lessons: readonly Lesson[]): Promise<void> => {
    setBusy(true);
    const fields = chosen.map(({ field, value, confidence, source }): CapturedField => ({ field, value, confidence, source }));
    const corrected = chosen.filter((field) => field.corrected).map((field) => field.field);
    const done = await send(calls.savePageLead, { url: capture.url, kind: one.kind, fields, corrected, lessons: [...lessons] });
    setBusy(false);
    setError(done.ok ? undefined : errorText(texts, done.error.code));
    if (done.ok && done.value.customer !== null) {
      announce(texts.undo.saved(one.title), done.value.act);
      openCustomer(done.value.customer);
    }
  };

  if (all.length === 0) {
    return <EmptyState title={texts.page.none} hint={texts.page.noneHint} />;
  }
  if (found) {
    return (
      <CaptureReview
        key={found.key}
        contact={{ fields: [...found.fields] }}
        mail={null}
        notes={capture.notes}
        busy={busy}
        error={error}
        onSave={(chosen, lessons) => void save(found, chosen, lessons)}
        onNeverLog={() => setPicked(undefined)}
        onOffer={() => undefined}
        onOpen={openCustomer}
      />
    );
  }
  return (
    <>
      <header class="sec who">
        <h2 class="name">{texts.page.title}</h2>
        <p class="sub cut" title={capture.url}>
          <NameText>{capture.title || capture.url}</NameText>
        </p>
      </header>
      {(['person', 'company'] as const).map((kind) => {
        const listed = all.filter((one) => one.kind === kind);
        return listed.length === 0 ? null : (
          <section key={kind} class="sec" aria-label={kind === 'person' ? texts.page.people : texts.page.companies}>
            <h3 class="h">{kind === 'person' ? texts.page.people : texts.page.companies}</h3>
            <ul class="rows">
              {listed.map((one) => (
                <li key={one.key} class="row">
                  <span class="mg">
                    <Icon name={kind === 'person' ? 'person' : 'company'} />
                  </span>
                  <button type="button" class="t cut" data-row onClick={() => setPicked(one.key)}>
                    <NameText>{one.title}</NameText>
                  </button>
                  <span class="s cut">{one.second}</span>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

function listFound(capture: PageCapture): readonly Found[] {
  const toFound = (kind: Found['kind'], fields: readonly CapturedField[], at: number): Found => {
    const valueOf = (field: CapturedField['field']): string => fields.find((one) => one.field === field)?.value ?? '';
    const title = (kind === 'company' ? valueOf('companyName') : valueOf('name')) || valueOf('email') || valueOf('phone') || valueOf('companyName');
    const second = [valueOf('title'), kind === 'person' ? valueOf('companyName') : '', valueOf('email'), valueOf('phone')].filter(
      (part) => part !== '' && part !== title,
    );
    return { key: `${kind}/${at}`, kind, title, second: second.join(', '), fields };
  };
  return [
    ...capture.people.map((one, at) => toFound('person', one.fields, at)),
    ...capture.organizations.map((one, at) => toFound('company', one.fields, at)),
  ];
}

import { useEffect, useState } from 'preact/hooks';
import type { CheckedSettings } from '../settings/settings-draft.ts';
import { errorText } from '#shared/text/index.ts';
import { dayOf, formatCalendarDay } from '#shared/ui/format.ts';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { isTyping } from '#shared/ui/row-keys.ts';
import { useSaveKey } from '#shared/ui/use-save-key.ts';
import { routes } from '#shared/wire/routes.ts';
import type { SettingsFields, SettingsReply } from '#shared/wire/settings.ts';
import { call } from '../api.ts';
import { CutsForm } from '../settings/CutsForm.tsx';
import { BenefitsForm } from '../settings/BenefitsForm.tsx';
import { checkDraft, writeDraft } from '../settings/settings-draft.ts';
import { Simulation } from '../settings/Simulation.tsx';
import { WeightsForm } from '../settings/WeightsForm.tsx';
import { Pending } from '../Pending.tsx';
import { useLoad } from '../use-load.ts';
import { useTitle } from '../use-title.ts';

/** What holds for the whole team: what its tiers bring and where they begin, and how a technician's month is weighed. */
export function SettingsPage() {
  const reader = useReader();
  const { texts } = reader;
  const words = texts.console.settings;
  useTitle(words.title);
  const { load, retry, set } = useLoad('settings', (signal) => call(routes.settings, { input: {}, signal }));
  const changed = load.state === 'ready' ? load.value.changed : null;
  return (
    <>
      <header class="pg-h">
        <h1>{words.title}</h1>
        {changed === null ? null : (
          <p class="small soft count">{words.changed(changed.by, formatCalendarDay(dayOf(changed.at, reader.timeZone), reader, 'short'))}</p>
        )}
        <p class="say">{words.intro}</p>
      </header>
      <Pending load={load} lines={6} onRetry={retry} />
      {load.state === 'ready' ? <SettingsForm reply={load.value} onWritten={set} /> : null}
    </>
  );
}

type SettingsFormProps = { readonly reply: SettingsReply; readonly onWritten: (reply: SettingsReply) => void };

/** What was said of the last press; `undo`: the fields as they were before it. */
type Said = { readonly what: 'saved' | 'same' | 'undone' | 'wrong'; readonly undo?: SettingsFields };

function SettingsForm({ reply, onWritten }: SettingsFormProps) {
  const { texts, locale } = useReader();
  const words = texts.console.settings;
  const { fields: held, currency } = reply;
  const [draft, setDraft] = useState(() => writeDraft(held, currency, locale));
  const [wasPressed, setPressed] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [said, setSaid] = useState<Said>();
  const checked: CheckedSettings = checkDraft(draft, held, currency, locale);
  const write = (path: string, text: string): void => {
    setDraft({ ...draft, [path]: text });
    setSaid(said?.undo === undefined ? undefined : said);
  };

  const send = async (fields: SettingsFields, then: Said): Promise<void> => {
    setBusy(true);
    const result = await call(routes.changeSettings, { input: { fields } });
    setBusy(false);
    setError(result.ok ? undefined : errorText(texts, result.error));
    if (result.ok) {
      onWritten(result.value);
      setDraft(writeDraft(result.value.fields, currency, locale));
      setPressed(false);
      setSaid(then);
    }
  };
  const save = (): void => {
    setPressed(true);
    if (isBusy) {
      return;
    }
    if (checked.fields === undefined) {
      setSaid({ what: 'wrong' });
    } else if (Object.keys(checked.fields).length === 0) {
      setSaid({ what: 'same' });
    } else {
      void send(checked.fields, { what: 'saved', undo: checked.before });
    }
  };
  const undo = (): void => {
    if (said?.undo !== undefined && !isBusy) {
      void send(said.undo, { what: 'undone' });
    }
  };
  useSaveKey(save);
  useEffect(() => {
    const controller = new AbortController();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'u' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) {
        undo();
      }
    };
    document.addEventListener('keydown', onKey, { signal: controller.signal });
    return () => controller.abort();
  }, [said, isBusy]);

  // A wrong field is said as soon as saving was tried; before that somebody may still be writing it.
  const faults = wasPressed ? checked.faults : {};
  const parts = { draft, faults, onInput: write };
  return (
    <form
      class="cols a set-f"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div>
        <BenefitsForm {...parts} />
        <CutsForm {...parts} currency={currency} />
        <WeightsForm {...parts} sums={checked.sums} />
        <div class="keys">
          <Button
            kind="go"
            type="submit"
            hint={texts.noteSheet.saveKey(navigator.userAgent.includes('Mac OS'))}
            busy={isBusy ? words.saving : undefined}
          >
            {words.save}
          </Button>
          <p class="small mid" role="status">
            {said === undefined ? '' : words[said.what]}
          </p>
          {said?.undo === undefined ? null : (
            <Button kind="bare" hint="U" onPress={undo}>
              {texts.common.undo}
            </Button>
          )}
          <p class="small wrong" role="alert">
            {error}
          </p>
        </div>
      </div>
      <Simulation fields={checked.fields} />
    </form>
  );
}

import { useRef, useState } from 'preact/hooks';
import { ORDER_COLUMNS } from '#shared/import/order-lines.ts';
import type { OpenedFile } from '#shared/import/open-file.ts';
import { looksUnsent, UNSENT_START } from '#shared/model/unsent.ts';
import { errorText } from '#shared/text/index.ts';
import { classNames } from '#shared/ui/class-names.ts';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { Notice } from '#shared/ui/primitives/Notice.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { ContactsForm } from '../imports/ContactsForm.tsx';
import { ContactsResult } from '../imports/ContactsResult.tsx';
import { EarlierImports } from '../imports/EarlierImports.tsx';
import { FileFacts } from '../imports/FileFacts.tsx';
import { MailForm } from '../imports/MailForm.tsx';
import { MailsResult } from '../imports/MailsResult.tsx';
import { OrdersForm } from '../imports/OrdersForm.tsx';
import type { MailSettings } from '../imports/send-rows.ts';
import { UnsentForm, type UnsentFile } from '../imports/UnsentForm.tsx';
import { useFile, type Look } from '../imports/use-file.ts';
import { useSending } from '../imports/use-sending.ts';
import { useTitle } from '../use-title.ts';

/** Files of other programs: what each holds is shown before anything is sent, and what became of each row after. */
export function ImportPage() {
  const { texts } = useReader();
  const words = texts.importing;
  useTitle(words.title);
  const [isOver, setOver] = useState(false);
  const [round, setRound] = useState(0);
  const [mailSettings, setMailSettings] = useState<MailSettings>();
  const [unsent, setUnsent] = useState<UnsentFile>();
  const input = useRef<HTMLInputElement>(null);
  const file = useFile();
  const sending = useSending();
  const again = (): void => setRound((before) => before + 1);
  const take = async (chosen: File | undefined): Promise<void> => {
    setOver(false);
    if (!chosen) {
      return;
    }
    sending.reset();
    setUnsent(undefined);
    if (looksUnsent(await chosen.slice(0, UNSENT_START).text())) {
      file.reset();
      setUnsent({ name: chosen.name, text: await chosen.text() });
    } else {
      await file.take(chosen);
    }
  };
  const look = file.state.state === 'open' ? file.state.look : undefined;
  const name = file.state.state === 'open' ? file.state.look.source.name : file.state.state === 'bad' ? file.state.name : unsent?.name;
  const sendMails = async (now: Look, settings: MailSettings): Promise<void> => {
    setMailSettings(settings);
    await sending.mails(now, settings);
    again();
  };
  const { now } = sending;
  return (
    <>
      <header class="pg-h">
        <h1>{words.title}</h1>
      </header>
      <p class="mid read">{words.intro}</p>
      {/* A drop is a shortcut of the button in it, which the keyboard reaches. */}
      <div
        class={classNames('drop', isOver && 'is-over')}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          void take(event.dataTransfer?.files[0]);
        }}
      >
        <input
          ref={input}
          type="file"
          class="vh"
          accept=".csv,.tsv,.txt,.xlsx,.vcf,.vcard,.mbox,.eml,.json,text/csv,text/vcard"
          aria-label={texts.console.imports.choose}
          onChange={(event) => {
            void take(event.currentTarget.files?.[0]);
            // The same file can then be chosen again after it was mended.
            event.currentTarget.value = '';
          }}
        />
        <button type="button" class={classNames('btn', name === undefined && 'go')} onClick={() => input.current?.click()}>
          {name === undefined ? texts.console.imports.choose : texts.console.imports.another}
        </button>
        <span class="soft cut">
          {name === undefined ? texts.console.imports.drop : nameWithLines(name, look?.opened, texts.console.imports.lines)}
        </span>
      </div>
      {file.state.state === 'bad' ? <Notice tone="wrong">{texts.openFaults[file.state.fault]}</Notice> : null}
      {file.state.state === 'bad' && file.state.fault === 'kind-unknown' ? (
        <p class="small soft read">
          {texts.console.imports.columns}: <span class="cols-l">{ORDER_COLUMNS.join(', ')}</span>
        </p>
      ) : null}
      {look === undefined || now.state === 'contacts' || now.state === 'mails' ? null : (
        <>
          <FileFacts opened={look.opened} choice={look.choice} onChange={(choice) => void file.choose(look, choice)} />
          {look.opened.kind === 'orders' ? (
            <OrdersForm key={look.source.name} name={look.source.name} table={look.opened.table} onDone={again} />
          ) : look.opened.kind === 'mail' ? (
            <MailForm
              sizeBytes={look.source.size}
              running={now.state === 'running' ? now.readBytes : undefined}
              onImport={(settings) => void sendMails(look, settings)}
            />
          ) : (
            <ContactsForm
              key={look.source.name}
              look={look}
              running={now.state === 'running' ? now.rows : undefined}
              onSay={(said) => void file.say(look, said)}
              onImport={(settings) => void sending.contacts(look, settings).then(again)}
            />
          )}
        </>
      )}
      {now.state === 'failed' ? (
        <Notice tone="wrong">
          <p>{errorText(texts, now.code)}</p>
          <p class="btns gap">
            <span>{words.stopped(now.done)}</span>
            <Button onPress={() => void now.goOn().then(again)}>{words.goOn}</Button>
          </p>
        </Notice>
      ) : null}
      {now.state === 'contacts' ? <ContactsResult key={now.sent.batch} sent={now.sent} onUndone={again} /> : null}
      {now.state === 'mails' && look !== undefined ? (
        <MailsResult
          key={`${now.sent.batch} ${now.sent.customers} ${now.sent.added}`}
          sent={now.sent}
          onAccept={(accept) => void sendMails(look, { ...(mailSettings ?? { ownAddresses: [], neverLog: [] }), accept })}
          onUndone={again}
        />
      ) : null}
      {unsent === undefined ? null : <UnsentForm key={unsent.name} {...unsent} />}
      <EarlierImports round={round} onUndone={again} />
    </>
  );
}

/** The name of the file, with how many lines stand below the heading of a table. */
function nameWithLines(name: string, opened: OpenedFile | undefined, lines: (count: number) => string): string {
  if (opened === undefined || !('table' in opened)) {
    return name;
  }
  let count = 0;
  for (const row of opened.table.rows()) {
    count += row.line > 0 ? 1 : 0;
  }
  return `${name}, ${lines(count)}`;
}

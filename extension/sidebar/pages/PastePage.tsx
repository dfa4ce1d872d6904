import { useEffect, useState } from 'preact/hooks';
import type { FoundOrder } from '#shared/model/capture.ts';
import type { PasteReading } from '#shared/model/offer.ts';
import { errorText } from '#shared/text/index.ts';
import { todayOf } from '#shared/ui/format.ts';
import { Button } from '#shared/ui/primitives/Button.tsx';
import { Lines } from '#shared/ui/primitives/Lines.tsx';
import { Sheet } from '#shared/ui/primitives/Sheet.tsx';
import { useReader } from '#shared/ui/reader.ts';
import { calls } from '../../messages.ts';
import { findCustomer, listFound } from '../../store/customers.ts';
import { send } from '../../transport.ts';
import { toHit } from '../hits.ts';
import { CustomerChoice } from '../parts/CustomerChoice.tsx';
import { PastedPictures } from '../parts/PastedPictures.tsx';
import { PastedTalk, type KeptDay } from '../parts/PastedTalk.tsx';
import { usePanel } from '../panel-context.ts';
import { useLive } from '../use-live.ts';
import { usePastedPictures } from '../use-pasted-pictures.ts';
import { PageLeads } from './PageLeads.tsx';

/** What was pasted: its text, the same as HTML where the program gave that, and the pictures that came with it. */
export type Pasted = { readonly text: string; readonly html: string; readonly pictures: readonly File[] };

type PastePageProps = {
  readonly pasted: Pasted;
  /** The customer whose page is open; without one it is chosen here. */
  readonly customer: string | undefined;
  /** The order was looked at and whose it is is known: it goes on in the order sheet. */
  readonly onOrder: (customer: string, order: FoundOrder) => void;
  readonly onClose: () => void;
};

const MOST_HITS = 5;
/** How programs call the one who copies, in the languages of their users. */
const SELF = /^(?:you|me|i|ich|du|sie|moi|vous|yo|tú|usted|我|自己|私|自分)$/iu;

/** What a pasted text looks like, to be confirmed: a talk by days, an order, a contact, or a note. Nothing is kept before a press. */
export function PastePage({ pasted, customer: open, onOrder, onClose }: PastePageProps) {
  const reader = useReader();
  const { texts } = reader;
  const words = texts.paste;
  const { book, identity, announce, openCustomer } = usePanel();
  const today = todayOf(reader);
  const { pictures, left } = usePastedPictures(pasted.pictures);
  const [reading, setReading] = useState<PasteReading>();
  const [typed, setTyped] = useState<string>();
  const [chosen, setChosen] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  useEffect(() => {
    void send(calls.readPaste, { text: pasted.text, html: pasted.html, today }).then((answer) => {
      if (answer.ok) {
        setReading(answer.value.reading);
      } else {
        setError(errorText(texts, answer.error.code));
      }
    });
  }, []);

  const them = reading?.kind === 'talk' ? guessThem(reading.talk.speakers, identity.user.name) : undefined;
  const searched = typed ?? them ?? '';
  const hits = useLive(async () => (searched.trim() === '' ? [] : (await listFound(book, searched, MOST_HITS)).map(toHit)), ['with', searched]);
  const only = hits?.length === 1 ? hits[0]?.id : undefined;
  const id = open ?? chosen ?? only;
  const customer = useLive(async () => (id === undefined ? undefined : await findCustomer(book, id)), ['whose', id]);

  const create = async (newName: string): Promise<void> => {
    const isAddress = newName.includes('@');
    const made = await send(calls.addCustomer, { name: newName, email: isAddress ? newName : null, phone: null });
    if (made.ok && made.value.customer !== null) {
      announce(texts.undo.saved(newName), made.value.act);
      setChosen(made.value.customer);
    }
    setError(made.ok ? undefined : errorText(texts, made.error.code));
  };
  const run = async (keep: (to: string, name: string) => Promise<string | undefined>): Promise<void> => {
    if (id === undefined) {
      setError(words.chooseOne);
      return;
    }
    setBusy(true);
    // Asked for here: a quick press may come before the name has been read for the page.
    const failure = await keep(id, (await findCustomer(book, id))?.name ?? '');
    setBusy(false);
    setError(failure);
    if (failure === undefined) {
      openCustomer(id);
      onClose();
    }
  };
  const keepTalk = (days: readonly KeptDay[]): Promise<void> =>
    run(async (to, name) => {
      const app = reading?.kind === 'talk' ? reading.talk.app : 'chat';
      const kept = await send(calls.addTalk, {
        customer: to,
        app,
        talks: [...days],
        zone: reader.timeZone,
        pictures: pictures.map(({ picture }) => picture),
      });
      if (kept.ok) {
        announce(words.kept(days.length, name), kept.value.act);
      }
      return kept.ok ? undefined : errorText(texts, kept.error.code);
    });
  const keepNote = (): Promise<void> =>
    run(async (to, name) => {
      const kept = await send(calls.addNote, {
        customer: to,
        channel: 'note',
        direction: 'none',
        body: pasted.text.slice(0, 15_000),
        outcome: null,
        durationMinutes: null,
        happenedAt: null,
        pictures: pictures.map(({ picture }) => picture),
      });
      if (kept.ok) {
        announce(texts.undo.noted(name), kept.value.act);
      }
      return kept.ok ? undefined : errorText(texts, kept.error.code);
    });

  const choice =
    open === undefined ? (
      <CustomerChoice
        typed={searched}
        hits={chosen === undefined || customer === undefined || hits?.some((hit) => hit.id === chosen) ? hits : [toHit(customer), ...(hits ?? [])]}
        chosen={id}
        onType={(next) => {
          setTyped(next);
          setChosen(undefined);
        }}
        onChoose={setChosen}
        onCreate={(newName) => void create(newName)}
      />
    ) : null;
  const isPicture = pasted.text.trim() === '' && pasted.pictures.length > 0;
  const shown = <PastedPictures pictures={pictures} left={left} />;

  return (
    // Drawn anew when the reading has come, so that the focus goes to its first field.
    <Sheet key={isPicture ? 'picture' : (reading?.kind ?? 'reading')} title={words.title} onClose={onClose}>
      {isPicture ? (
        <form
          class="sec form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void keepNote();
          }}
        >
          {shown}
          {pictures.length === 0 ? null : (
            <>
              {choice}
              <p class="btns gap">
                <Button kind="go" type="submit" busy={busy ? words.keeping : undefined}>
                  {words.keepPictures(pictures.length)}
                </Button>
              </p>
            </>
          )}
          <p class="small wrong" role="alert">
            {error}
          </p>
        </form>
      ) : reading === undefined ? (
        <>
          <p class="vh" role="status">
            {words.reading}
          </p>
          {error === undefined ? <Lines /> : <p class="note-s wrong">{error}</p>}
        </>
      ) : reading.kind === 'talk' ? (
        <PastedTalk
          talk={reading.talk}
          today={today}
          them={them}
          choice={
            <>
              {shown}
              {choice}
            </>
          }
          mac={navigator.userAgent.includes('Mac OS')}
          busy={busy}
          error={error}
          onKeep={(days) => void keepTalk(days)}
        />
      ) : reading.kind === 'contact' ? (
        <PageLeads capture={{ url: '', title: words.contact, people: [reading.contact], organizations: [], orders: [], notes: [] }} />
      ) : (
        <form
          class="sec form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (reading.kind === 'text') {
              void keepNote();
            } else if (id === undefined) {
              setError(words.chooseOne);
            } else {
              onOrder(id, reading.order);
            }
          }}
        >
          <p class="strong said">{reading.kind === 'order' ? words.order(reading.order.lines.length) : words.text}</p>
          {reading.kind === 'text' ? <p class="small soft">{words.textHint}</p> : null}
          <p class="small soft whole pasted-t">{pasted.text.slice(0, 600)}</p>
          {reading.kind === 'text' ? shown : null}
          {choice}
          <p class="btns gap">
            <Button kind="go" type="submit" busy={busy ? words.keeping : undefined}>
              {reading.kind === 'order' ? words.look : words.keepNote}
            </Button>
          </p>
          <p class="small wrong" role="alert">
            {error}
          </p>
        </form>
      )}
    </Sheet>
  );
}

/** Of those who speak the one who is not the user: by what programs call him, else by his name, else whoever says most. */
function guessThem(speakers: readonly string[], ownName: string): string | undefined {
  const own = ownName.trim().toLowerCase();
  const isMe = (speaker: string): boolean => SELF.test(speaker) || (own !== '' && speaker.trim().toLowerCase() === own);
  return speakers.find((speaker) => !isMe(speaker)) ?? speakers[0];
}

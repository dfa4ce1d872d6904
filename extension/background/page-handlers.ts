import { completeMessage } from '#shared/capture/complete.ts';
import { mergeReadings } from '#shared/capture/merge.ts';
import { listCounterparts } from '#shared/capture/people.ts';
import { readRawParts, type RawParts } from '#shared/capture/raw/read-raw.ts';
import { AppError } from '#shared/errors.ts';
import type { CapturedMessage } from '#shared/model/capture.ts';
import { bytesFromHex } from '#shared/sync/ids.ts';
import type { calls } from '../messages.ts';
import type { PageReport } from '../page-messages.ts';
import type { FrameState } from '../settings.ts';
import { findIdentity } from '../store/meta.ts';
import type { Handlers, Sender } from '../transport.ts';
import { logByItself } from './auto-log.ts';
import { isRead } from './granted-sites.ts';
import { heldBackReason } from './held-back.ts';
import { interactionIdOf } from './lead.ts';
import { noteOutcome } from './layout-health.ts';
import { correctPage, offerContact } from './lessons.ts';
import { listOfferedMeetings, listOfferedOrders } from './offers.ts';
import { listOwnAddresses, type Background } from './own.ts';
import { injectPageReader } from '../platform.ts';
import { collectStructures, takeStructure } from './structure.ts';
import { keepPage, updateReading, updateTab, withReport, type MessageReading } from './tabs.ts';

/** The panel and the session storage behind it hold at most this much of a message's text; the record holds less. */
const TEXT_SHOWN = 60_000;
/** A longer list is an announcement: nobody goes through it in a side panel. */
const PEOPLE_OFFERED = 30;

type PageHandlers = Pick<Handlers<typeof calls>, 'pageRead' | 'rawRead' | 'pageCaptured' | 'readPage' | 'structureRead' | 'readStructure'>;

/** Answers to content scripts: they tell what a page shows and get to know only whether the raw message is wanted. */
export function createPageHandlers(background: Background): PageHandlers {
  const { book } = background;

  const describe = async (message: CapturedMessage, parts: RawParts | null, waitsForRaw: boolean): Promise<MessageReading> => {
    const identity = await findIdentity(book);
    const own = identity ? await listOwnAddresses(book, identity, message) : message.ownAddresses;
    const { direction, people } = listCounterparts(message, own);
    const idSalt = identity ? bytesFromHex(identity.idSalt) : null;
    const interaction = idSalt ? interactionIdOf(message, idSalt) : null;
    const heldBack = await heldBackReason(book, message, own);
    // An order is what a customer sends us, and no machine's confirmation of one.
    const mayOrder = idSalt !== null && interaction !== null && direction === 'in' && heldBack === null;
    return {
      kind: 'message',
      message: cutText(message),
      direction,
      people: await Promise.all(people.slice(0, PEOPLE_OFFERED).map(async (person) => ({ ...person, contact: await offerContact(message, person) }))),
      waitsForRaw,
      interaction,
      heldBack,
      autoLogged: null,
      orders: mayOrder ? await listOfferedOrders(message, parts, interaction, idSalt) : [],
      meetings: idSalt !== null && heldBack !== 'rule' ? listOfferedMeetings(parts, idSalt, ownZone()) : [],
    };
  };

  const finish = async (tab: number, document: string, origin: string, reading: MessageReading): Promise<void> => {
    const autoLogged = await logByItself(background, origin, reading);
    await updateReading(tab, document, () => ({ ...reading, waitsForRaw: false, autoLogged }));
  };

  /** The message that the reader for unknown webmails made of a page whose layout changed is shown, and never logged by itself. */
  const readingOf = async (report: PageReport): Promise<FrameState['reading']> => {
    switch (report.kind) {
      case 'message': {
        const [adapter = '', version = ''] = report.message.adapter.split('@');
        const changed = await noteOutcome({ adapter, version, missing: report.missing ?? [], at: report.at ?? '' });
        const reading = await describe(completeMessage(report.message), null, report.hasRaw);
        return changed === null ? reading : { ...reading, layoutChanged: { adapter, missing: [...changed] } };
      }
      case 'unreadable': {
        const { adapter, missing, at = '', fallback = null } = report;
        const changed = await noteOutcome({ adapter, version: null, missing, at });
        return changed === null || fallback === null
          ? { kind: 'unreadable', adapter, missing }
          : { ...(await describe(completeMessage(fallback), null, false)), layoutChanged: { adapter, missing: [...changed] } };
      }
      case 'compose':
        return { kind: 'compose', adapter: report.adapter, subject: report.subject, people: await listRecipients(report) };
      case 'list':
      case 'no-webmail':
        return report;
    }
  };

  const listRecipients = async ({ to, cc, bcc }: Extract<PageReport, { kind: 'compose' }>): Promise<{ name: string; email: string }[]> => {
    const identity = await findIdentity(book);
    const own = identity ? await listOwnAddresses(book, identity, { ownAddresses: [] }) : [];
    const others = listCounterparts({ from: null, to: [...to, ...cc, ...bcc], cc: [], ownAddresses: [] }, own).people;
    return others.slice(0, PEOPLE_OFFERED).map(({ name, email }) => ({ name, email }));
  };

  return {
    async pageRead({ document, top, report }, sender) {
      const { tab, frame, origin } = placeOf(sender);
      if (!(await isRead(origin))) {
        return { wantsRaw: false };
      }
      const reading = await readingOf(report);
      const wantsRaw = reading.kind === 'message' && wantsRawOf(report, reading);
      const shown = reading.kind === 'message' ? { ...reading, waitsForRaw: wantsRaw } : reading;
      const state: FrameState = { document, origin, top, reading: shown };
      await updateTab(tab, (held) => withReport(held, frame, state));
      if (reading.kind === 'message' && !wantsRaw) {
        await finish(tab, document, origin, reading);
      }
      return { wantsRaw };
    },

    async pageCaptured({ capture }, sender) {
      const { tab, origin } = placeOf(sender);
      await keepPage(tab, origin, await correctPage(capture));
      return {};
    },

    async readPage({ tab }) {
      try {
        await injectPageReader(tab);
      } catch (cause) {
        // The browser's own pages, shops of extensions, and pages on which the button was not pressed.
        throw new AppError('site-not-granted', {}, cause);
      }
      return {};
    },

    async structureRead({ structure }, sender) {
      takeStructure(placeOf(sender).tab, structure);
      return {};
    },

    async readStructure({ tab }) {
      try {
        return { structures: [...(await collectStructures(tab))] };
      } catch (cause) {
        throw new AppError('site-not-granted', {}, cause);
      }
    },

    async rawRead({ document, nativeId, raw, failure }, sender) {
      const { tab, origin } = placeOf(sender);
      let held: CapturedMessage | undefined;
      await updateReading(tab, document, (reading) => {
        held = reading.message.nativeId === nativeId ? reading.message : undefined;
        return reading;
      });
      if (held && (await isRead(origin))) {
        const read = await withRaw(held, raw, failure);
        await finish(tab, document, origin, await describe(read.message, read.parts, false));
      }
      return {};
    },
  };
}

/** A raw message is fetched only for mail that no rule holds back, and only where the book is in use. */
function wantsRawOf(report: PageReport, reading: MessageReading): boolean {
  return (
    report.kind === 'message' &&
    report.hasRaw &&
    reading.message.adapter === report.message.adapter &&
    reading.heldBack !== 'rule' &&
    reading.interaction !== null
  );
}

async function withRaw(
  message: CapturedMessage,
  raw: { readonly latin1: string; readonly cutAtBytes: number | null; readonly totalBytes: number } | null,
  failure: string | null,
): Promise<{ readonly message: CapturedMessage; readonly parts: RawParts | null }> {
  if (!raw) {
    return { message: { ...message, notes: [...message.notes, { key: 'raw-unavailable', detail: failure ?? '' }] }, parts: null };
  }
  const { adapter, nativeId, ownAddresses } = message;
  const parts = await readRawParts(raw.latin1, { adapter, nativeId, ownAddresses, cutAtBytes: raw.cutAtBytes, totalBytes: raw.totalBytes });
  return { message: mergeReadings(message, parts.message), parts };
}

/** The zone of this browser, for times that name none. */
function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function cutText(message: CapturedMessage): CapturedMessage {
  const { text } = message;
  return text.length <= TEXT_SHOWN
    ? message
    : { ...message, text: text.slice(0, TEXT_SHOWN), notes: [...message.notes, { key: 'text-cut', detail: `${TEXT_SHOWN} / ${text.length}` }] };
}

function placeOf(sender: Sender): { readonly tab: number; readonly frame: number; readonly origin: string } {
  return { tab: sender.tab ?? -1, frame: sender.frame ?? 0, origin: URL.canParse(sender.url) ? new URL(sender.url).origin : '' };
}

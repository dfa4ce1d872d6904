import type { CapturedMessage, PageCapture } from '#shared/model/capture.ts';
import { readSetting, removeSetting, tabState, writeSetting, type FrameState, type TabState } from '../settings.ts';

/** The frame of a tab that shows a message, with its id. */
export type OpenFrame = { readonly frame: string; readonly state: FrameState; readonly message: CapturedMessage; readonly reading: MessageReading };
export type MessageReading = Extract<FrameState['reading'], { kind: 'message' }>;

/** Changes of one tab's state run one after another: two frames may report at the same time. */
const queues = new Map<number, Promise<unknown>>();

/** Changes what is known of a tab; `change` gets the present state and gives the next. */
export function updateTab(tab: number, change: (state: TabState) => TabState): Promise<void> {
  const done = (queues.get(tab) ?? Promise.resolve()).then(async () => {
    const setting = tabState(tab);
    await writeSetting(setting, change(await readSetting(setting)));
  });
  queues.set(
    tab,
    done.catch(() => undefined),
  );
  return done;
}

/** Changes the reading of the frame that shows `document`, if it still shows a message. */
export function updateReading(tab: number, document: string, change: (reading: MessageReading) => MessageReading): Promise<void> {
  return updateTab(tab, (state) =>
    Object.fromEntries(
      Object.entries(state).map(([frame, held]) => [
        frame,
        held.document === document && held.reading.kind === 'message' ? { ...held, reading: change(held.reading) } : held,
      ]),
    ),
  );
}

/** Where a page that was read on a press stands among the frames; it goes when the tab goes on to another page. */
const PAGE_READ = 'page';

/**
 * The state with a frame's new report. A new document in the top frame means that every other frame is gone; what a press
 * read stays, because its own end is told apart (`dropPage`) and the report of a page may come after the press. A frame within the
 * page is kept while it shows mail, and one at a time: a webmail that makes a new frame for each mail never says that the one before
 * is gone, and a tab is open for days.
 */
export function withReport(state: TabState, frame: number, next: FrameState): TabState {
  const isNewPage = next.top && state[String(frame)]?.document !== next.document;
  const kept = Object.entries(state).filter(
    ([key, held]) => key === PAGE_READ || (!isNewPage && key !== String(frame) && (held.top || next.top || next.reading.kind !== 'message')),
  );
  const isNothing = !next.top && next.reading.kind === 'no-webmail';
  return Object.fromEntries([...kept, ...(isNothing ? [] : [[String(frame), next] as const])]);
}

/** Keeps what a press read from a page. */
export function keepPage(tab: number, origin: string, capture: PageCapture): Promise<void> {
  return updateTab(tab, (state) => ({ ...state, [PAGE_READ]: { document: PAGE_READ, origin, top: true, reading: { kind: 'page', capture } } }));
}

/** Forgets what was read on a press: the tab shows another page now. */
export async function dropPage(tab: number): Promise<void> {
  // Every tab of the browser comes by here at every load: nothing is written for those that were never read.
  if (Object.hasOwn(await readSetting(tabState(tab)), PAGE_READ)) {
    await updateTab(tab, (state) => Object.fromEntries(Object.entries(state).filter(([frame]) => frame !== PAGE_READ)));
  }
}

/** The message that a tab shows, in whichever frame. */
export function findOpenMessage(state: TabState): OpenFrame | undefined {
  for (const [frame, held] of Object.entries(state)) {
    if (held.reading.kind === 'message') {
      return { frame, state: held, message: held.reading.message, reading: held.reading };
    }
  }
  return undefined;
}

/** The open message of a tab, after its raw form has come or failed; waits at most `patienceMs`. */
export async function getSettledMessage(tab: number, patienceMs: number): Promise<OpenFrame | undefined> {
  for (const untilMs = Date.now() + patienceMs; ;) {
    const open = findOpenMessage(await readSetting(tabState(tab)));
    if (!open?.reading.waitsForRaw || Date.now() > untilMs) {
      return open;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Forgets a closed tab. */
export async function forgetTab(tab: number): Promise<void> {
  queues.delete(tab);
  await removeSetting(tabState(tab));
}

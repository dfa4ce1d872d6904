import { layoutHealth, readSetting, writeSetting } from '../settings.ts';

/** The layout changed when anchors are missing on so many messages running: one message alone may be a strange one. */
const MESSAGES_RUNNING = 3;
/** Anchors whose absence is a changed layout. A name without an address, or two open messages, are not. */
const CANARIES: ReadonlySet<string> = new Set(['header', 'sender', 'subject', 'date', 'id', 'adapter']);

/** What an adapter did with one message: with which version where it could be read, what it missed, and a mark that tells messages apart. */
export type LayoutOutcome = { readonly adapter: string; readonly version: string | null; readonly missing: readonly string[]; readonly at: string };

/** Outcomes are counted one after another: two frames may report at the same time. */
let queue: Promise<unknown> = Promise.resolve();

/** Counts an outcome and gives what has been missing long enough to be a changed layout, or null. */
export function noteOutcome(outcome: LayoutOutcome): Promise<readonly string[] | null> {
  const done = queue.then(() => count(outcome));
  queue = done.catch(() => undefined);
  return done;
}

async function count({ adapter, version, missing, at }: LayoutOutcome): Promise<readonly string[] | null> {
  const all = await readSetting(layoutHealth);
  const held = all[adapter] ?? { read: {}, failed: {}, fellBack: 0, failedMessages: 0, running: 0, missing: [], last: '' };
  const gone = missing.filter((anchor) => CANARIES.has(anchor));
  if (held.last !== at) {
    const failed = { ...held.failed };
    for (const anchor of gone) {
      failed[anchor] = (failed[anchor] ?? 0) + 1;
    }
    const read = version === null ? held.read : { ...held.read, [version]: (held.read[version] ?? 0) + 1 };
    const running = gone.length === 0 ? 0 : held.running + 1;
    const next = {
      read,
      failed,
      // Where no version reads it and the layout counts as changed, the page is read the general way.
      fellBack: held.fellBack + (version === null && running >= MESSAGES_RUNNING ? 1 : 0),
      failedMessages: held.failedMessages + (gone.length === 0 ? 0 : 1),
      running,
      missing: gone,
      last: at,
    };
    await writeSetting(layoutHealth, { ...all, [adapter]: next });
    return next.running >= MESSAGES_RUNNING ? gone : null;
  }
  return gone.length > 0 && held.running >= MESSAGES_RUNNING ? gone : null;
}

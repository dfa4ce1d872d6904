/** How often other processes' writes are looked for, whatever else told of them. */
const LOOK_MS = 5000;

/** Passes on that organizations' numbers rose, from whoever notices first. */
export type Heads = {
  /** An organization's number is `head` now. */
  readonly note: (org: string, head: number) => void;
  readonly watch: (onChange: (org: string) => void) => () => void;
  readonly close: () => void;
};

/**
 * Tells listeners of each rise once. While somebody listens the numbers are read every five seconds as well: a hint that
 * was lost costs time, never a change. `readHeads` may fail; it is asked again.
 */
export function createHeads(readHeads: () => Promise<readonly { readonly id: string; readonly seq: number }[]>): Heads {
  const listeners = new Set<(org: string) => void>();
  const last = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  const note = (org: string, head: number): void => {
    if (head > (last.get(org) ?? -1)) {
      last.set(org, head);
      listeners.forEach((listener) => listener(org));
    }
  };
  const look = (): void => {
    readHeads().then(
      (orgs) => orgs.forEach(({ id, seq }) => note(id, seq)),
      () => undefined,
    );
  };
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  return {
    note,
    watch(onChange) {
      listeners.add(onChange);
      timer ??= setInterval(look, LOOK_MS).unref();
      return () => {
        listeners.delete(onChange);
        if (listeners.size === 0) {
          stop();
        }
      };
    },
    close: stop,
  };
}

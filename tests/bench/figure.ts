/**
 * One line of a bench. `ratio` is peer / ours: above 1 means that ours is faster or smaller; null where there is no peer.
 * `bar` is what the figure must reach, `holds` whether it does; both are null where nothing is asked of it.
 */
export type Figure = {
  readonly bench: string;
  readonly metric: string;
  readonly unit: string;
  readonly ours: number | null;
  readonly peer: number | null;
  readonly peerName: string | null;
  readonly ratio: number | null;
  readonly runs: number;
  readonly note: string;
  readonly bar: string | null;
  readonly holds: boolean | null;
};

/** What a bench hands over for one figure; what is left out is null, `runs` 1, `note` empty. */
export type Measured = {
  readonly metric: string;
  readonly unit: string;
  /** Null where it could not be measured; `note` says why. */
  readonly ours: number | null;
  readonly peer?: number;
  readonly peerName?: string;
  readonly runs?: number;
  readonly note?: string;
  readonly atLeast?: number;
  readonly atMost?: number;
};

/** One file in this folder: its name on the command line and what it measures, figure by figure. */
export type Bench = { readonly name: string; readonly run: (options: BenchOptions) => AsyncIterable<Measured> };
/** `full` asks for the sizes that the product names instead of quick ones. */
export type BenchOptions = { readonly full: boolean };

/** The line that is printed for what was measured. */
export function toFigure(bench: string, measured: Measured): Figure {
  const { metric, unit, ours, peer = null, peerName = null, runs = 1, note = '', atLeast, atMost } = measured;
  const bar = atLeast !== undefined ? `>= ${atLeast}` : atMost !== undefined ? `<= ${atMost}` : null;
  const holds = bar === null ? null : ours !== null && (atLeast === undefined || ours >= atLeast) && (atMost === undefined || ours <= atMost);
  const ratio = peer === null || ours === null || ours === 0 ? null : peer / ours;
  return { bench, metric, unit, ours, peer, peerName, ratio, runs, note, bar, holds };
}

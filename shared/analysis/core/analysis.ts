import * as v from 'valibot';
import type { Settings } from '../../model/settings.ts';
import { EMPTY_BOOK, type Book } from './book.ts';
import type { DayNumber } from './calendar.ts';
import type { Lines } from './lines.ts';

/** What an analysis would need and does not have: so many there, so many needed. */
export const Missing = v.object({ what: v.string(), have: v.number(), needed: v.number() });
export type Missing = v.InferOutput<typeof Missing>;

/** What every result says of itself. */
export type Outcome = { readonly method: string; readonly version: string; readonly enough: boolean; readonly missing: readonly Missing[] };

/** What an analysis is given; the same input gives the same result, always. */
export type AnalysisInput<P> = {
  readonly lines: Lines;
  /** The other records; its lists are empty where only order lines are given. */
  readonly book: Book;
  readonly params: P;
  /** The day for which everything is said; later lines do not count. */
  readonly asOf: DayNumber;
  /** Results of the analyses named in `needs`, by id. */
  readonly needs: Readonly<Record<string, Outcome>>;
};

/** What a caller gives: without a book there are order lines alone. */
export type GivenInput = Omit<AnalysisInput<unknown>, 'book'> & { readonly book?: Book | undefined };

/** One analysis as its file defines it. */
export type AnalysisDefinition<PS extends v.GenericSchema, OS extends v.GenericSchema<unknown, Outcome>> = {
  /** `<p>.<what>`, never changed once released. */
  readonly id: string;
  /** Raised when the same lines give other numbers. */
  readonly version: string;
  /** Ids of analyses that run before it. */
  readonly needs: readonly string[];
  readonly params: PS;
  /** Parameters that the team has settled for itself; one that a caller gives goes before its. */
  readonly settled?: (settings: Settings) => v.InferInput<PS>;
  readonly output: OS;
  readonly run: (input: AnalysisInput<v.InferOutput<PS>>) => v.InferOutput<OS>;
};

/** An analysis of any parameters, as the registry holds it. */
export type Analysis = {
  readonly id: string;
  readonly version: string;
  readonly needs: readonly string[];
  readonly output: v.GenericSchema<unknown, Outcome>;
  /** Parses the parameters (throws ValiError when they do not fit) and runs. */
  readonly run: (input: GivenInput) => Outcome;
};

/** An analysis with its own types, to be called by itself. */
export type TypedAnalysis<PS extends v.GenericSchema, OS extends v.GenericSchema<unknown, Outcome>> = Omit<Analysis, 'run' | 'output'> & {
  readonly output: OS;
  readonly run: (input: GivenInput) => v.InferOutput<OS>;
  readonly params: PS;
};

/** Defines an analysis. Parameters, given and settled, are parsed here, once, so that `run` may trust them. */
export function defineAnalysis<const PS extends v.GenericSchema, const OS extends v.GenericSchema<unknown, Outcome>>(
  definition: AnalysisDefinition<PS, OS>,
): TypedAnalysis<PS, OS> {
  return {
    ...definition,
    run: (input) => {
      const { book = EMPTY_BOOK, params } = input;
      const settled = book.settings === null ? undefined : definition.settled?.(book.settings);
      return definition.run({
        ...input,
        book,
        params: v.parse(definition.params, settled === undefined ? params : { ...settled, ...asObject(params) }),
      });
    },
  };
}

/** Anything but an object is no set of parameters, and is refused where they are parsed. */
function asObject(params: unknown): object {
  return typeof params === 'object' && params !== null ? params : { params };
}

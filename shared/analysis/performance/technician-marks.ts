import * as v from 'valibot';
import { AttendanceWeights, CustomerWeights, ModuleWeights, ProblemWeights, type Settings } from '../../model/settings.ts';
import { roundMinor } from '../core/money.ts';

/** What a technician's month is marked by, each 0 to 100; null where nothing says it. */
export type TechnicianMarks = {
  readonly onDuty: number | null;
  readonly onTime: number | null;
  /** A planned visit to which nobody came: attendance is then 0, whatever the rest. */
  readonly hasMissedVisit: boolean;
  readonly attitude: number | null;
  readonly solved: number | null;
  readonly professional: number | null;
  readonly lead: number | null;
  readonly solvedRate: number | null;
  readonly feedback: number | null;
};

/** How much each part counts, in per cent; a team may set them. */
export const ServiceWeights = v.object({
  modules: v.optional(ModuleWeights, { attendance: 10, customer: 20, lead: 30, problem: 40 }),
  attendance: v.optional(AttendanceWeights, { onDuty: 40, onTime: 60 }),
  customer: v.optional(CustomerWeights, { attitude: 25, solved: 50, professional: 25 }),
  problem: v.optional(ProblemWeights, { solvedRate: 40, feedback: 60 }),
});
export type ServiceWeights = v.InferOutput<typeof ServiceWeights>;

/** The weights that the team has settled; what it left open keeps its own. */
export function settledWeights(settings: Settings | null): ServiceWeights {
  return v.parse(ServiceWeights, {
    modules: settings?.moduleWeights,
    attendance: settings?.attendanceWeights,
    customer: settings?.customerWeights,
    problem: settings?.problemWeights,
  });
}

/** The four modules and the whole, 0 to 100 with two digits; null where a part of it is not known. */
export type TechnicianScore = {
  readonly attendance: number | null;
  readonly customer: number | null;
  readonly lead: number | null;
  readonly problem: number | null;
  readonly score: number | null;
};

function weigh(parts: readonly (readonly [mark: number | null, weight: number])[]): number | null {
  let sum = 0;
  for (const [mark, weight] of parts) {
    if (mark === null && weight > 0) {
      return null;
    }
    sum += ((mark ?? 0) * weight) / 100;
  }
  // Marks and weights have few digits: what binary adds behind them is taken off.
  return Math.round(sum * 1e4) / 1e4;
}

/**
 * The month's score of a technician: attendance, customer, lead and problem solving, each from its parts. A module of which
 * a part is missing is not known, and then neither is the score; it is never taken for 0. Throws RangeError for a mark
 * outside 0 to 100.
 */
export function scoreTechnician(marks: TechnicianMarks, weights: ServiceWeights): TechnicianScore {
  for (const [name, mark] of Object.entries(marks)) {
    if (typeof mark === 'number' && !(mark >= 0 && mark <= 100)) {
      throw new RangeError(`${name} must be 0 to 100, not ${mark}.`);
    }
  }
  const attendance = marks.hasMissedVisit
    ? 0
    : weigh([
        [marks.onDuty, weights.attendance.onDuty],
        [marks.onTime, weights.attendance.onTime],
      ]);
  const customer = weigh([
    [marks.attitude, weights.customer.attitude],
    [marks.solved, weights.customer.solved],
    [marks.professional, weights.customer.professional],
  ]);
  const problem = weigh([
    [marks.solvedRate, weights.problem.solvedRate],
    [marks.feedback, weights.problem.feedback],
  ]);
  const { modules } = weights;
  const score = weigh([
    [attendance, modules.attendance],
    [customer, modules.customer],
    [marks.lead, modules.lead],
    [problem, modules.problem],
  ]);
  const round = (mark: number | null): number | null => (mark === null ? null : Math.round(mark * 100) / 100);
  return { attendance: round(attendance), customer: round(customer), lead: round(marks.lead), problem: round(problem), score: round(score) };
}

/**
 * A pool shared by score: each gets pool times score by sum of scores, in whole minor units that add up to the pool. What
 * rounding down leaves goes, one unit each, to the largest remainders; of equal ones to the first. Source: the method of
 * largest remainders (Hamilton). With no score above 0 nobody gets anything.
 * @example
 * sharePool(1000, [87.5, 75, 87.5]) // [350, 300, 350]
 */
export function sharePool(poolMinor: number, scores: readonly number[]): readonly number[] {
  const sum = scores.reduce((all, score) => all + score, 0);
  if (!(sum > 0) || !(poolMinor > 0)) {
    return scores.map(() => 0);
  }
  const exact = scores.map((score) => (poolMinor * score) / sum);
  const shares = exact.map((share) => Math.floor(share + 1e-9));
  const left = roundMinor(poolMinor - shares.reduce((all, share) => all + share, 0));
  const byRemainder = exact.map((share, at) => ({ at, rest: share - (shares[at] ?? 0) })).toSorted((a, b) => b.rest - a.rest || a.at - b.at);
  for (const { at } of byRemainder.slice(0, left)) {
    shares[at] = (shares[at] ?? 0) + 1;
  }
  return shares;
}

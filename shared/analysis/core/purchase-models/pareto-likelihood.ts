import { digamma, logGamma, trigamma } from '../numerics/gamma.ts';
import { inLogarithms, type Evaluation } from '../numerics/optimise.ts';
import { gaussNodes } from '../numerics/quadrature.ts';
import type { CountGroups } from './counts.ts';

/** Parameters of Pareto/NBD in one unit of time. */
export type ParetoParams = { readonly r: number; readonly alpha: number; readonly s: number; readonly beta: number };

const FEW = gaussNodes(8);
const MANY = gaussNodes(16);
/** A panel of few or many nodes reaches over so much of the exponent and of the logarithm of time; then its error is below 1e-12. */
const FEW_EXPONENT = 4;
const FEW_LOG = 2;
const MANY_EXPONENT = 20;
const MANY_LOG = 4;
/** What comes after so many e-folds is below any double's last digit. */
const NEGLIGIBLE_EXPONENT = 45;

/** Times at which a customer may have left, with the weight of each, and the logarithms of alpha and beta plus the time. */
type Leaving = { u: Float64Array; weight: Float64Array; logA: Float64Array; logB: Float64Array; length: number };

/** Room for nodes, to be used again and again. */
function createLeaving(size: number): Leaving {
  return { u: new Float64Array(size), weight: new Float64Array(size), logA: new Float64Array(size), logB: new Float64Array(size), length: 0 };
}

/**
 * Fills in the nodes of the integral over the time u at which a customer may have left, from the last purchase to today. The
 * weight of each is the density of leaving then over that of silence from the last purchase on, both averaged over the customers'
 * rates. The variable of integration is the logarithm of u plus the smaller of alpha and beta, in which the integrand has no
 * corner nearby.
 */
function fillLeaving(nodes: Leaving, { r, alpha, s, beta }: ParetoParams, repeats: number, recency: number, age: number): void {
  nodes.length = 0;
  if (!(age > recency)) {
    return;
  }
  const pivot = Math.min(alpha, beta);
  const events = r + repeats;
  const logAT = Math.log(alpha + recency);
  const logBT = Math.log(beta + recency);
  const reach = Math.log((pivot + age) / (pivot + recency));
  const exponents = reach * (events + s);
  const isShort = exponents <= FEW_EXPONENT && reach <= FEW_LOG;
  const { points, weights } = isShort ? FEW : MANY;
  const panels = isShort ? 1 : Math.ceil(Math.max(reach / MANY_LOG, exponents / MANY_EXPONENT));
  const width = reach / panels;
  for (let panel = 0; panel < panels; panel += 1) {
    for (let node = 0; node < points.length; node += 1) {
      const v = (panel + (points[node] ?? 0)) * width;
      const time = (pivot + recency) * Math.exp(v);
      const u = time - pivot;
      const logA = alpha === pivot ? logAT + v : Math.log(alpha + u);
      const logB = beta === pivot ? logBT + v : Math.log(beta + u);
      const exponent = events * (logAT - logA) + s * (logBT - logB);
      const at = nodes.length;
      if (exponent < -NEGLIGIBLE_EXPONENT || at >= nodes.u.length) {
        return;
      }
      nodes.u[at] = u;
      nodes.weight[at] = ((weights[node] ?? 0) * width * s * time * Math.exp(exponent)) / (beta + u);
      nodes.logA[at] = logA;
      nodes.logB[at] = logB;
      nodes.length = at + 1;
    }
  }
}

/** Enough for 60 e-folds in panels of 20, and for times of e^200. */
const MAX_NODES = 1024;
const shared = createLeaving(MAX_NODES);

/**
 * The chance that a customer of Pareto/NBD is still there.
 * Source: Schmittlein, Morrison and Colombo 1987 (Management Science 33:1), with the integral itself in place of their
 * two hypergeometric functions, whose difference loses digits.
 */
export function paretoAlive(params: ParetoParams, repeats: number, recency: number, age: number): number {
  const { r, alpha, s, beta } = params;
  const silent = Math.exp((r + repeats) * Math.log((alpha + recency) / (alpha + age)) + s * Math.log((beta + recency) / (beta + age)));
  fillLeaving(shared, params, repeats, recency, age);
  let left = 0;
  for (let at = 0; at < shared.length; at += 1) {
    left += shared.weight[at] ?? 0;
  }
  return silent / (silent + left);
}

/**
 * The log-likelihood of Pareto/NBD over all customers, as a function of the logarithms of r, alpha, s and beta, with gradient
 * and second derivatives: those of the integral are integrals over the same nodes.
 *
 * Rates of purchase are gamma (r, alpha), rates of leaving gamma (s, beta). For x repeats, the last at t and today at T it is
 * Gamma(r + x) alpha^r beta^s / Gamma(r) x ((alpha + T)^-(r + x) (beta + T)^-s + s integral from t to T of
 * (alpha + u)^-(r + x) (beta + u)^-(s + 1) du). Source: Fader and Hardie 2005, "A note on deriving the Pareto/NBD model".
 */
export function paretoLikelihood(groups: CountGroups, daysPerUnit: number): (at: Float64Array) => Evaluation {
  const { size, weight, repeats, recencyDays, ageDays } = groups;
  const customersOf = new Map<number, number>();
  for (let g = 0; g < size; g += 1) {
    const x = repeats[g] ?? 0;
    customersOf.set(x, (customersOf.get(x) ?? 0) + (weight[g] ?? 0));
  }
  const nodes = createLeaving(MAX_NODES);
  return (at) => {
    const r = Math.exp(at[0] ?? 0);
    const alpha = Math.exp(at[1] ?? 0);
    const s = Math.exp(at[2] ?? 0);
    const beta = Math.exp(at[3] ?? 0);
    const params = { r, alpha, s, beta };
    const all = groups.customers;
    let value = all * (r * Math.log(alpha) + s * Math.log(beta));
    let gr = all * Math.log(alpha);
    let gm = (all * r) / alpha;
    let gs = all * Math.log(beta);
    let gb = (all * s) / beta;
    let rr = 0;
    let rm = all / alpha;
    let mm = (-all * r) / alpha ** 2;
    let rs = 0;
    let rb = 0;
    let ms = 0;
    let mb = 0;
    let ss = 0;
    let sb = all / beta;
    let bb = (-all * s) / beta ** 2;
    for (const [x, w] of customersOf) {
      value += w * (logGamma(r + x) - logGamma(r));
      gr += w * (digamma(r + x) - digamma(r));
      rr += w * (trigamma(r + x) - trigamma(r));
    }
    for (let g = 0; g < size; g += 1) {
      const w = weight[g] ?? 0;
      const x = repeats[g] ?? 0;
      const recency = (recencyDays[g] ?? 0) / daysPerUnit;
      const age = (ageDays[g] ?? 0) / daysPerUnit;
      const events = r + x;
      let Q = 0;
      let fr = 0;
      let fm = 0;
      let fs = 0;
      let fb = 0;
      let frr = 0;
      let frm = 0;
      let fmm = 0;
      let frs = 0;
      let frb = 0;
      let fms = 0;
      let fmb = 0;
      let fss = 0;
      let fsb = 0;
      let fbb = 0;
      const logAT = Math.log(alpha + recency);
      const logBT = Math.log(beta + recency);
      fillLeaving(nodes, params, x, recency, age);
      // The last is the customer who is still there today.
      for (let node = 0; node <= nodes.length; node += 1) {
        const isLeft = node < nodes.length;
        const u = isLeft ? (nodes.u[node] ?? 0) : age;
        const logA = isLeft ? (nodes.logA[node] ?? 0) : Math.log(alpha + age);
        const logB = isLeft ? (nodes.logB[node] ?? 0) : Math.log(beta + age);
        const part = isLeft ? (nodes.weight[node] ?? 0) : Math.exp(events * (logAT - logA) + s * (logBT - logB));
        const partA = 1 / (alpha + u);
        const partB = 1 / (beta + u);
        const losses = isLeft ? s + 1 : s;
        const lm = -events * partA;
        const ls = (isLeft ? 1 / s : 0) - logB;
        const lb = -losses * partB;
        Q += part;
        fr -= part * logA;
        fm += part * lm;
        fs += part * ls;
        fb += part * lb;
        frr += part * logA * logA;
        frm -= part * (logA * lm + partA);
        fmm += part * (lm * lm + events * partA * partA);
        frs -= part * logA * ls;
        frb -= part * logA * lb;
        fms += part * lm * ls;
        fmb += part * lm * lb;
        fss += part * (ls * ls - (isLeft ? 1 / (s * s) : 0));
        fsb += part * (ls * lb - partB);
        fbb += part * (lb * lb + losses * partB * partB);
      }
      value += w * (Math.log(Q) - events * logAT - s * logBT);
      const nr = fr / Q;
      const nm = fm / Q;
      const ns = fs / Q;
      const nb = fb / Q;
      gr += w * nr;
      gm += w * nm;
      gs += w * ns;
      gb += w * nb;
      rr += w * (frr / Q - nr * nr);
      rm += w * (frm / Q - nr * nm);
      mm += w * (fmm / Q - nm * nm);
      rs += w * (frs / Q - nr * ns);
      rb += w * (frb / Q - nr * nb);
      ms += w * (fms / Q - nm * ns);
      mb += w * (fmb / Q - nm * nb);
      ss += w * (fss / Q - ns * ns);
      sb += w * (fsb / Q - ns * nb);
      bb += w * (fbb / Q - nb * nb);
    }
    return { value, ...inLogarithms([r, alpha, s, beta], [gr, gm, gs, gb], [rr, rm, rs, rb, rm, mm, ms, mb, rs, ms, ss, sb, rb, mb, sb, bb]) };
  };
}

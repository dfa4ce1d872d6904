import { digamma, logGamma, logGammaRatio, trigamma } from '../numerics/gamma.ts';
import { inLogarithms, type Evaluation } from '../numerics/optimise.ts';
import type { CountGroups } from './counts.ts';

/** Which of the models in which a customer may leave after each purchase. */
export type DropoutShape = {
  /** Hidden events between purchases: 1 where purchases come by chance, more where they come regularly (Erlang gaps). */
  readonly k: number;
  /** True where a customer may leave right after the first purchase too (MBG), false where only after a repeat (BG). */
  readonly mayLeaveAtOnce: boolean;
};

/** Distinct lengths of time, rising, in units of time, and the place of each of the given ones among them. */
function placeTimes(columns: readonly Int32Array[], daysPerUnit: number): { readonly times: Float64Array; readonly places: readonly Int32Array[] } {
  let most = 0;
  for (const column of columns) {
    for (const days of column) {
      most = Math.max(most, days);
    }
  }
  // One more than the place, 0 where no customer has it. Days thousands of years apart are typing errors, and are few.
  const placeOf = most < 4_000_000 ? new Int32Array(most + 1) : undefined;
  const rising = placeOf === undefined ? [...new Set(columns.flatMap((column) => [...column]))].toSorted((a, b) => a - b) : new Array<number>();
  if (placeOf !== undefined) {
    for (const column of columns) {
      for (const days of column) {
        placeOf[days] = 1;
      }
    }
    for (let days = 0; days <= most; days += 1) {
      if (placeOf[days] === 1) {
        placeOf[days] = rising.push(days);
      }
    }
  }
  const found = new Map(placeOf === undefined ? rising.map((days, place) => [days, place]) : []);
  const places = columns.map((column) => column.map((days) => (placeOf === undefined ? (found.get(days) ?? 0) : (placeOf[days] ?? 0) - 1)));
  return { times: Float64Array.from(rising, (days) => days / daysPerUnit), places };
}

/**
 * The log-likelihood of BG/NBD, MBG/NBD and their forms with Erlang gaps over all customers, as a function of the
 * logarithms of r, alpha, a and b, with gradient and second derivatives in closed form. The constant of the gaps is left out.
 *
 * A customer's rate of hidden events is gamma (r, alpha), the chance to leave after a purchase beta (a, b). Given the repeats x, the
 * last at t and today at T, with s = r + kx, y = x (+ 1 where a customer may leave at once), it is
 * Gamma(s) alpha^r / (Gamma(r) (alpha + T)^s) x B(a, b + y) / B(a, b) x (S + D), where
 * S = sum over j < k of (s)_j / j! ((T - t) / (alpha + T))^j counts those who are still there and
 * D = a / (b + y - 1) ((alpha + T) / (alpha + t))^s, where y > 0, those who have left.
 * Sources: Fader, Hardie and Lee 2005 (Marketing Science 24:275); Batislam, Denizel and Filiztekin 2007; Platzer and
 * Reutterer 2016 (Marketing Science 35:779). S is their gamma distribution function, written out for whole k.
 *
 * Gamma functions are taken once for each number of repeats and logarithms once for each distinct length of time, so that
 * a customer costs one exponential and one logarithm.
 */
export function dropoutLikelihood(groups: CountGroups, shape: DropoutShape, daysPerUnit: number): (at: Float64Array) => Evaluation {
  const { k, mayLeaveAtOnce } = shape;
  const { size, weight, repeats } = groups;
  const shift = mayLeaveAtOnce ? 1 : 0;
  const { times, places } = placeTimes([groups.recencyDays, groups.ageDays], daysPerUnit);
  const [recencyAt = new Int32Array(), ageAt = new Int32Array()] = places;
  const distinct = times.length;
  const customersAt = new Float64Array(distinct);
  const repeatsAt = new Float64Array(distinct);
  const customersOf = new Map<number, number>();
  for (let g = 0; g < size; g += 1) {
    const place = ageAt[g] ?? 0;
    const w = weight[g] ?? 0;
    const x = repeats[g] ?? 0;
    customersAt[place] = (customersAt[place] ?? 0) + w;
    repeatsAt[place] = (repeatsAt[place] ?? 0) + w * x;
    customersOf.set(x, (customersOf.get(x) ?? 0) + w);
  }
  // Nobody without repeats can have left where leaving takes a repeat; with chance gaps they add nothing more.
  let from = 0;
  while (!mayLeaveAtOnce && k === 1 && from < size && repeats[from] === 0) {
    from += 1;
  }
  const logAt = new Float64Array(distinct);
  const partAt = new Float64Array(distinct);

  return (at) => {
    const r = Math.exp(at[0] ?? 0);
    const alpha = Math.exp(at[1] ?? 0);
    const a = Math.exp(at[2] ?? 0);
    const b = Math.exp(at[3] ?? 0);
    let value = 0;
    let gr = 0;
    let gm = 0;
    let ga = 0;
    let gb = 0;
    let rr = 0;
    let rm = 0;
    let mm = 0;
    let ra = 0;
    let rb = 0;
    let ma = 0;
    let mb = 0;
    let aa = 0;
    let ab = 0;
    let bb = 0;
    const psiR = digamma(r);
    const triR = trigamma(r);
    const psiB = digamma(b);
    const triB = trigamma(b);
    const psiAB = digamma(a + b);
    const triAB = trigamma(a + b);
    const logGammaR = logGamma(r);
    for (const [x, w] of customersOf) {
      const s = r + k * x;
      const y = x + shift;
      value += w * (logGamma(s) - logGammaR + logGammaRatio(b, y) - logGammaRatio(a + b, y));
      gr += w * (digamma(s) - psiR);
      rr += w * (trigamma(s) - triR);
      const psiY = psiAB - digamma(a + b + y);
      const triY = triAB - trigamma(a + b + y);
      ga += w * psiY;
      gb += w * (digamma(b + y) - psiB + psiY);
      aa += w * triY;
      ab += w * triY;
      bb += w * (trigamma(b + y) - triB + triY);
    }
    const all = groups.customers;
    const logAlpha = Math.log(alpha);
    value += all * r * logAlpha;
    gr += all * logAlpha;
    gm += (all * r) / alpha;
    rm += all / alpha;
    mm -= (all * r) / (alpha * alpha);
    for (let i = 0; i < distinct; i += 1) {
      const time = alpha + (times[i] ?? 0);
      const log = Math.log(time);
      const part = 1 / time;
      logAt[i] = log;
      partAt[i] = part;
      const customers = customersAt[i] ?? 0;
      const events = r * customers + k * (repeatsAt[i] ?? 0);
      value -= events * log;
      gr -= customers * log;
      gm -= events * part;
      rm -= customers * part;
      mm += events * part * part;
    }
    const logA = Math.log(a);
    let lastX = -1;
    let base = 0;
    let leaving = 0;
    for (let g = from; g < size; g += 1) {
      const x = repeats[g] ?? 0;
      const w = weight[g] ?? 0;
      const y = x + shift;
      const s = r + k * x;
      if (x !== lastX) {
        lastX = x;
        leaving = y > 0 ? 1 / (b + y - 1) : 0;
        base = y > 0 ? logA + Math.log(leaving) : -Infinity;
      }
      const i = recencyAt[g] ?? 0;
      const j = ageAt[g] ?? 0;
      const partT = partAt[j] ?? 0;
      const partRecent = partAt[i] ?? 0;
      const longer = (logAt[j] ?? 0) - (logAt[i] ?? 0);
      // S and its derivatives by r and alpha.
      let S = 1;
      let Sr = 0;
      let Sm = 0;
      let Srr = 0;
      let Srm = 0;
      let Smm = 0;
      if (k > 1) {
        const silence = ((times[j] ?? 0) - (times[i] ?? 0)) * partT;
        let term = 1;
        let first = 0;
        let second = 0;
        for (let n = 1; n < k; n += 1) {
          const rise = 1 / (s + n - 1);
          term *= ((s + n - 1) / n) * silence;
          first += rise;
          second -= rise * rise;
          S += term;
          Sr += term * first;
          Srr += term * (first * first + second);
          Sm -= n * term * partT;
          Srm -= n * term * first * partT;
          Smm += n * (n + 1) * term * partT * partT;
        }
      }
      const logD = base + s * longer;
      // Weights of those who are there and of those who left, scaled so that neither overflows.
      const isMostlyThere = logD <= 0;
      const small = Math.exp(isMostlyThere ? logD : -logD);
      const Q = isMostlyThere ? S + small : S * small + 1;
      const there = (isMostlyThere ? 1 : small) / Q;
      const left = (isMostlyThere ? small : 1) / Q;
      value += w * ((isMostlyThere ? 0 : logD) + Math.log(Q));
      const narrower = partT - partRecent;
      const dm = s * narrower;
      const da = 1 / a;
      const db = -leaving;
      const fr = Sr * there + left * longer;
      const fm = Sm * there + left * dm;
      const fa = left * da;
      const fb = left * db;
      gr += w * fr;
      gm += w * fm;
      ga += w * fa;
      gb += w * fb;
      rr += w * (Srr * there + left * longer * longer - fr * fr);
      rm += w * (Srm * there + left * (longer * dm + narrower) - fr * fm);
      mm += w * (Smm * there + left * (dm * dm - s * narrower * (partT + partRecent)) - fm * fm);
      ra += w * (left * longer * da - fr * fa);
      rb += w * (left * longer * db - fr * fb);
      ma += w * (left * dm * da - fm * fa);
      mb += w * (left * dm * db - fm * fb);
      aa -= w * fa * fa;
      ab += w * (left * da * db - fa * fb);
      bb += w * (2 * left * db * db - fb * fb);
    }
    return { value, ...inLogarithms([r, alpha, a, b], [gr, gm, ga, gb], [rr, rm, ra, rb, rm, mm, ma, mb, ra, ma, aa, ab, rb, mb, ab, bb]) };
  };
}

/**
 * The standard normal quantile, to 1e-15 of itself. Source: Wichura 1988, "Algorithm AS 241" (Applied Statistics 37:477), PPND16:
 * rational functions of the distance from the middle, and in the tails of the root of the logarithm.
 * @param share 0 to 1; 0 and 1 give infinities
 * @example
 * Math.round(normalQuantile(0.975) * 1e9) / 1e9 // 1.959963985
 */
export function normalQuantile(share: number): number {
  if (!(share > 0 && share < 1)) {
    return share === 0 ? -Infinity : share === 1 ? Infinity : Number.NaN;
  }
  const q = share - 0.5;
  if (Math.abs(q) <= 0.425) {
    return q * divide(MIDDLE, 0.180625 - q * q);
  }
  const r = Math.sqrt(-Math.log(Math.min(share, 1 - share)));
  const z = r <= 5 ? divide(NEAR_TAIL, r - 1.6) : divide(FAR_TAIL, r - 5);
  return q < 0 ? -z : z;
}

/** Coefficients of numerator and denominator, from the constant up. */
type Rational = { readonly above: readonly number[]; readonly below: readonly number[] };

const MIDDLE: Rational = {
  above: [
    3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457, 67265.770927008700853,
    33430.575583588128105, 2509.0809287301226727,
  ],
  below: [
    1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061, 28729.085735721942674,
    5226.495278852854561,
  ],
};
const NEAR_TAIL: Rational = {
  above: [
    1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504, 1.27045825245236838258, 0.24178072517745061177,
    0.0227238449892691845833, 7.7454501427834140764e-4,
  ],
  below: [
    1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459, 0.0151986665636164571966,
    5.475938084995344946e-4, 1.05075007164441684324e-9,
  ],
};
const FAR_TAIL: Rational = {
  above: [
    6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123, 0.026532189526576123093, 0.0012426609473880784386,
    2.71155556874348757815e-5, 2.01033439929228813265e-7,
  ],
  below: [
    1, 0.59983220655588793769, 0.1369298809227358053, 0.0148753612908506148525, 7.868691311456132591e-4, 1.8463183175100546818e-5,
    1.4215117583164458887e-7, 2.04426310338993978564e-15,
  ],
};

function divide({ above, below }: Rational, x: number): number {
  let [numerator, denominator] = [0, 0];
  for (let at = 7; at >= 0; at -= 1) {
    numerator = numerator * x + (above[at] ?? 0);
    denominator = denominator * x + (below[at] ?? 0);
  }
  return numerator / denominator;
}

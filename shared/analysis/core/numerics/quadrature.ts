/** Points in (0, 1) and their weights, which add up to 1. */
export type Nodes = { readonly points: Float64Array; readonly weights: Float64Array };

/**
 * The nodes of Gauss and Legendre on 0 to 1: exact for polynomials of a degree below twice their number.
 * Source: zeros of Legendre's polynomial by Newton's method from cos(pi (i - 1/4) / (n + 1/2)), Abramowitz and Stegun 25.4.29.
 * @example
 * gaussNodes(3).points[1] // 0.5
 */
export function gaussNodes(count: number): Nodes {
  const points = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let at = 0; at < count; at += 1) {
    let x = Math.cos((Math.PI * (at + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let round = 0; round < 20; round += 1) {
      let [before, here] = [1, x];
      for (let degree = 2; degree <= count; degree += 1) {
        [before, here] = [here, ((2 * degree - 1) * x * here - (degree - 1) * before) / degree];
      }
      slope = (count * (x * here - before)) / (x * x - 1);
      const step = here / slope;
      x -= step;
      if (Math.abs(step) < 1e-16) {
        break;
      }
    }
    // The middle of an odd number is the middle, to the last bit.
    const isMiddle = 2 * at + 1 === count;
    points[at] = isMiddle ? 0.5 : (1 - x) / 2;
    weights[at] = 1 / ((1 - x * x) * slope * slope);
  }
  return { points, weights };
}

/** ₂F₁(a, b; c; z) for 0 ≤ z < 1 by its series; accurate where the terms do not cancel, as for a, b, c > 0. */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  if (!(z >= 0 && z < 1)) throw new RangeError(`z is ${z}: from 0 to below 1`)
  let [term, sum] = [1, 1]
  for (let n = 0; n < 1_000_000; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z
    sum += term
    if (Math.abs(term) <= 1e-15 * Math.abs(sum)) return sum
  }
  throw new RangeError(`the series does not end at z = ${z}`)
}

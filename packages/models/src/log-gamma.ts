const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const

/** ln Γ(x) for x > 0 (Lanczos, g = 7: about 15 digits). */
export function logGamma(x: number): number {
  // Γ(x) = Γ(x + 1) / x keeps small x where the series is good.
  if (x < 0.5) return logGamma(x + 1) - Math.log(x)
  const z = x - 1
  const t = z + 7.5
  let sum: number = LANCZOS[0]
  for (let place = 1; place < LANCZOS.length; place++) sum += LANCZOS[place]! / (z + place)
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum)
}

export interface Minimum {
  at: number[]
  value: number
  evaluations: number
}

interface Corner {
  at: number[]
  value: number
}

/** A minimum near a start without derivatives (Nelder, Mead 1965); values that are not numbers count as worst. */
export function minimise(f: (at: readonly number[]) => number, start: readonly number[], most = 5_000): Minimum {
  let evaluations = 0
  const corner = (at: number[]): Corner => {
    evaluations += 1
    const value = f(at)
    return { at, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value }
  }
  const corners = [
    corner([...start]),
    ...start.map((_, moved) => corner(start.map((x, i) => (i === moved ? x + 0.5 : x)))),
  ]
  while (evaluations < most) {
    corners.sort((one, other) => one.value - other.value)
    if (isSmall(corners)) break
    improve(corners, corner)
  }
  corners.sort((one, other) => one.value - other.value)
  return { ...corners[0]!, evaluations }
}

/** The best of several starts. */
export function minimiseFrom(f: (at: readonly number[]) => number, starts: readonly (readonly number[])[]): Minimum {
  // Where a run ended is started again: a simplex that collapsed on its way is opened once more.
  const found = starts.map((start) => minimise(f, minimise(f, start).at))
  return found.reduce((best, one) => (one.value < best.value ? one : best))
}

function improve(corners: Corner[], corner: (at: number[]) => Corner): void {
  const [best, second, worst] = [corners[0]!, corners.at(-2)!, corners.at(-1)!]
  const centre = best.at.map((_, i) => corners.slice(0, -1).reduce((sum, { at }) => sum + at[i]!, 0) / best.at.length)
  const along = (step: number) => corner(centre.map((x, i) => x + step * (worst.at[i]! - x)))
  const mirrored = along(-1)
  if (mirrored.value < best.value) {
    const further = along(-2)
    corners[corners.length - 1] = further.value < mirrored.value ? further : mirrored
  } else if (mirrored.value < second.value) {
    corners[corners.length - 1] = mirrored
  } else {
    const between = mirrored.value < worst.value ? along(-0.5) : along(0.5)
    if (between.value < Math.min(mirrored.value, worst.value)) corners[corners.length - 1] = between
    else
      for (let place = 1; place < corners.length; place++)
        corners[place] = corner(corners[place]!.at.map((x, i) => best.at[i]! + (x - best.at[i]!) / 2))
  }
}

function isSmall(corners: readonly Corner[]): boolean {
  const [best, worst] = [corners[0]!, corners.at(-1)!]
  const near = corners.every(({ at }) => at.every((x, i) => Math.abs(x - best.at[i]!) < 1e-7))
  return near && Math.abs(worst.value - best.value) <= 1e-10 * Math.max(1, Math.abs(best.value))
}

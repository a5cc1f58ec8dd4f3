/** A day so many later; earlier where negative. Days are YYYY-MM-DD. */
export function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** How many of ascending days lie after one and not after another. */
export const daysBetween = (days: readonly string[], after: string, until: string): number =>
  places(days, until) - places(days, after)

/** How many of ascending days are not after this one. */
function places(days: readonly string[], day: string): number {
  let [low, high] = [0, days.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (days[middle]! <= day) low = middle + 1
    else high = middle
  }
  return low
}

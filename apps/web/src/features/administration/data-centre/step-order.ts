export interface Linked {
  code: string
  needs: readonly string[]
}

/** How many steps stand before each at most: 0 for those that need none. Needs that lead in a circle, or nowhere, count for nothing. */
export function depthsOf(steps: readonly Linked[]): Map<string, number> {
  const byCode = new Map(steps.map((step) => [step.code, step]))
  const depths = new Map<string, number>()
  const under = new Set<string>()
  const depthOf = (step: Linked): number => {
    const known = depths.get(step.code)
    if (known !== undefined) return known
    under.add(step.code)
    let depth = 0
    for (const need of step.needs) {
      const before = byCode.get(need)
      if (before && !under.has(need)) depth = Math.max(depth, depthOf(before) + 1)
    }
    under.delete(step.code)
    depths.set(step.code, depth)
    return depth
  }
  for (const step of steps) depthOf(step)
  return depths
}

/** The steps so that each stands behind what it needs; otherwise as they were. */
export function inOrder<Step extends Linked>(steps: readonly Step[]): Step[] {
  const depths = depthsOf(steps)
  return steps.toSorted((one, other) => (depths.get(one.code) ?? 0) - (depths.get(other.code) ?? 0))
}

/** The codes of the steps that need this one, at once or by way of others. */
export function dependantsOf(steps: readonly Linked[], code: string): string[] {
  const found = new Set<string>()
  const look = (of: string) => {
    for (const step of steps)
      if (step.needs.includes(of) && step.code !== code && !found.has(step.code)) {
        found.add(step.code)
        look(step.code)
      }
  }
  look(code)
  return steps.filter((step) => found.has(step.code)).map((step) => step.code)
}

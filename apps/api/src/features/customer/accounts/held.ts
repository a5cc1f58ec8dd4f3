import type { Holding } from '@rapport/finance/holdings'
import type { Traded } from './traded-securities.ts'

/** What became of a security that a customer traded in one account. */
export interface Held {
  traded: Traded
  holding: Holding
}

/** The same by something they have in common, in order of its first appearance. */
export function heldBy(held: readonly Held[], key: (traded: Traded) => string): Map<string, Held[]> {
  const groups = new Map<string, Held[]>()
  for (const one of held) {
    const group = groups.get(key(one.traded))
    if (group) group.push(one)
    else groups.set(key(one.traded), [one])
  }
  return groups
}

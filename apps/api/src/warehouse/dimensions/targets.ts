import type { CollectionTarget } from '@rapport/contract/administration/collection-mapping'

/** What is told of things rather than of what happened. */
export const dimensions = [
  'customers',
  'securities',
  'calendar',
  'fee-rates',
  'fx-rates',
  'market-days',
  'account-holders',
  'accounts',
  'table',
] as const
export type Dimension = (typeof dimensions)[number]

export const isDimension = (target: CollectionTarget): target is Dimension =>
  (dimensions as readonly string[]).includes(target)

/** Dimensions go in before facts, which name them: customers first, and holders before accounts, whose owners they tell. */
export function inOrder(one: CollectionTarget, other: CollectionTarget): number {
  const rank = (target: CollectionTarget) => (isDimension(target) ? dimensions.indexOf(target) : dimensions.length)
  return rank(one) - rank(other)
}

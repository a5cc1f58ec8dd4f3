import type { needKinds } from '@rapport/contract/customer/customer-needs'
import { type ProductType, type SuitabilityKind, suitabilityKinds } from '@rapport/contract/marketing/product-types'
import type { RecommendationReason, RecommendedProduct } from '@rapport/contract/marketing/recommendations'

type Level = Extract<RecommendationReason, { code: 'risk-fits' }>['class']
type Held = Extract<RecommendationReason, { code: 'held-together' }>['held']
type Need = (typeof needKinds)[number]

/** What is known of a customer that speaks for or against a product; shares are fractions, null where not known. */
export interface Situation {
  class: Level | null
  horizonDays: number | 'unlimited' | null
  needs: Need[]
  cash: number | null
  cashShare: number | null
  topShare: number | null
  aboveToleranceShare: number | null
  /** Of customers of the same class, the share that holds the most held of a kind. */
  kinds: Partial<Record<SuitabilityKind, number>>
}

/** A product that fits, with what is known of who holds it. */
export interface Candidate {
  product: RecommendedProduct['product'] & { type: ProductType }
  /** How alike its holders are to those of what the customer holds; null where it has none. */
  near: { weight: number; held: Held; together: number } | null
  holders: { holders: number; peers: number } | null
}

/** Of one type so many at most, so that a list is a choice. */
const MOST_OF_A_TYPE = 2
/** From here on cash lies idle, a holding is the better part of all, too much is above the tolerance, or a kind is held by many. */
const IDLE = { share: 0.3, cash: 50_000 }
const CONCENTRATED = 0.5
const TOO_RISKY = 0.1
const HELD_BY_MANY = 0.1
/** How much each counts beside the likeness of holders, which is 1 at most. */
const counts = { need: 1, rule: 0.5, holders: 0.3, kind: 0.1 }

/** What kinds of product answer a need that was stated; other needs are answered by people. */
const answers: Partial<Record<Need, readonly SuitabilityKind[]>> = {
  growth: ['etf', 'fund'],
  income: ['bond', 'fund'],
  liquidity: ['money-fund', 'repo'],
  retirement: ['fund', 'bond'],
  education: ['bond', 'fund'],
}

/**
 * The best of what fits, with all that speaks for each: likeness of holders as a share of the most (item neighbours), how many of the class
 * hold it or its kind, and what is known of the customer. Of equal ones the lower grade, then the code.
 */
export function rankProducts(of: Situation, candidates: readonly Candidate[], most: number): RecommendedProduct[] {
  const nearest = candidates.reduce((weight, { near }) => Math.max(weight, near?.weight ?? 0), 0) || 1
  const ranked = candidates
    .map((candidate) => weighed(of, candidate, nearest))
    .sort(
      (one, other) =>
        other.score - one.score ||
        one.product.grade - other.product.grade ||
        (one.product.code < other.product.code ? -1 : 1),
    )
  const taken = new Map<string, number>()
  return ranked
    .filter(({ product: { type } }) => {
      const already = taken.get(type) ?? 0
      taken.set(type, already + 1)
      return already < MOST_OF_A_TYPE
    })
    .slice(0, most)
    .map(({ product, reasons }) => ({ product, reasons }))
}

function weighed(of: Situation, { product, near, holders }: Candidate, nearest: number) {
  const kind = suitabilityKinds[product.type]
  const reasons: RecommendationReason[] = []
  let score = 0
  const says = (counting: number, reason: RecommendationReason) => {
    score += counting
    reasons.push(reason)
  }
  const [risky, idle, top] = [of.aboveToleranceShare ?? 0, of.cashShare ?? 0, of.topShare ?? 0]
  const is = (...kinds: SuitabilityKind[]) => kinds.includes(kind)
  for (const need of of.needs) if (answers[need]?.includes(kind)) says(counts.need, { code: 'stated-need', need })
  if (risky >= TOO_RISKY && is('bond', 'fund', 'money-fund'))
    says(counts.rule, { code: 'above-tolerance', share: risky })
  if (idle >= IDLE.share && (of.cash ?? 0) >= IDLE.cash && is('money-fund', 'repo', 'bond'))
    says(counts.rule, { code: 'idle-cash', share: idle })
  if (top >= CONCENTRATED && is('etf', 'fund')) says(counts.rule, { code: 'concentrated', share: top })
  if (near) says(near.weight / nearest, { code: 'held-together', held: near.held, together: near.together })
  const common = of.kinds[kind] ?? 0
  if (holders && of.class)
    says((counts.holders * holders.holders) / holders.peers, { code: 'class-holds', class: of.class, ...holders })
  else if (of.class && common >= HELD_BY_MANY)
    says(counts.kind * common, { code: 'class-holds-kind', class: of.class, share: common })
  if (product.termDays !== null && of.horizonDays !== null)
    says(0, {
      ...{ code: 'term-fits', days: product.termDays },
      horizonDays: of.horizonDays === 'unlimited' ? null : of.horizonDays,
    })
  if (of.class) says(0, { code: 'risk-fits', grade: product.grade, class: of.class })
  return { product, reasons, score }
}

import type { NextOffers, Offer } from '@rapport/contract/analytics/next-offers'
import type { needKinds } from '@rapport/contract/customer/customer-needs'

type Product = Offer['product']
type Need = (typeof needKinds)[number]

/** What is known of a customer that speaks for or against an offer; shares are fractions, null where not known. */
export interface Situation {
  needs: Need[]
  cash: number | null
  cashShare: number | null
  topShare: number | null
  aboveToleranceShare: number | null
}
/** A product that customers of the same class hold and this one does not, within what it may hold. */
export interface Candidate {
  id: string
  code: string
  name: string | null
  product: Product
  grade: number
  holders: number
  peers: number
}

const MOST_OFFERS = 3
/** From here on cash lies idle, a holding is the better part of all, or too much is held above the tolerance. */
const IDLE = { share: 0.3, cash: 50_000 }
const CONCENTRATED = 0.5
const TOO_RISKY = 0.1

/** What kinds of product answer a need that was stated; other needs are answered by people. */
const answers: Partial<Record<Need, readonly Product[]>> = {
  growth: ['etf', 'fund'],
  income: ['bond', 'fund'],
  liquidity: ['money-fund', 'repo'],
  retirement: ['fund', 'bond'],
  education: ['bond', 'fund'],
}

/**
 * Up to three offers, one a reason, the strongest reason first: of each the product that most of the same class hold. Candidates
 * are within what the customer may hold, and stay so.
 */
export function chooseOffers(of: Situation, candidates: readonly Candidate[]): NextOffers['offers'] {
  const popular = [...candidates].sort(
    (one, other) => other.holders - one.holders || one.grade - other.grade || one.code.localeCompare(other.code),
  )
  const offers: NextOffers['offers'] = []
  const offer = (kinds: readonly Product[] | null, reason: Offer['reason'], why: Pick<Offer, 'need' | 'share'>) => {
    const found = popular.find(
      ({ id, product }) => (kinds?.includes(product) ?? true) && !offers.some(({ security }) => security.id === id),
    )
    if (!found) return
    const { id, code, name, product, grade, holders, peers } = found
    const share = reason === 'peers-hold' ? holders / peers : why.share
    offers.push({ security: { id, code, name }, product, grade, reason, need: why.need, share, holders, peers })
  }
  const risky = of.aboveToleranceShare ?? 0
  const idle = of.cashShare ?? 0
  const top = of.topShare ?? 0
  for (const need of of.needs) if (answers[need]) offer(answers[need], 'stated-need', { need, share: null })
  if (risky >= TOO_RISKY) offer(['bond', 'fund', 'money-fund'], 'above-tolerance', { need: null, share: risky })
  if (idle >= IDLE.share && (of.cash ?? 0) >= IDLE.cash)
    offer(['money-fund', 'repo', 'bond'], 'idle-cash', { need: null, share: idle })
  if (top >= CONCENTRATED) offer(['etf', 'fund'], 'concentrated', { need: null, share: top })
  offer(null, 'peers-hold', { need: null, share: null })
  return offers.slice(0, MOST_OFFERS)
}

import { best, type Holdings, type Ranker } from './holdings.ts'

/**
 * Normalised discounted cumulative gain of the first so many places of a list: Σ 1/log2(place+1) over what was bought, divided by the most that
 * could be had. 0 to 1; null where nothing was bought. Source: Järvelin and Kekäläinen 2002, binary gain.
 */
export function ndcg(ranked: readonly number[], bought: ReadonlySet<number>, places = 10): number | null {
  if (bought.size === 0) return null
  const gain = (place: number) => 1 / Math.log2(place + 2)
  const got = ranked.slice(0, places).reduce((sum, item, place) => sum + (bought.has(item) ? gain(place) : 0), 0)
  const most = Array.from({ length: Math.min(places, bought.size) }, (_, place) => gain(place))
  return got / most.reduce((sum, one) => sum + one, 0)
}

/** The mean over customers who bought something later that they did not hold; null where nobody did. */
export function meanNdcg(
  ranker: Ranker,
  holdings: Holdings,
  bought: ReadonlyMap<number, ReadonlySet<number>>,
  places = 10,
): number | null {
  const values = [...bought].flatMap(([customer, items]) => {
    const ranked = best(ranker(customer), holdings.itemsOf[customer]!, places)
    return ndcg(ranked, items, places) ?? []
  })
  return values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length
}

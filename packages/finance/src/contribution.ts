/**
 * What each part adds to the whole (domain 2.4), as a ratio with its sign: of the profit together where that is above zero,
 * else of the assets at the beginning; null where those are not above zero either. Profits and assets in cents.
 */
export function contributions(profits: readonly bigint[], assets: bigint): (number | null)[] {
  const together = profits.reduce((sum, profit) => sum + profit, 0n)
  const base = together > 0n ? together : assets
  return profits.map((profit) => (base > 0n ? Number(profit) / Number(base) : null))
}

/**
 * Asset preservation (资产保值率, domain 2.2): how a customer's average assets grew beside the market's value, as a ratio; above
 * 1 is better than the market. Null where one of the four is not above zero.
 */
export function assetPreservation(
  assets: { before: number; now: number },
  market: { before: number; now: number },
): number | null {
  if (Math.min(assets.before, assets.now, market.before, market.now) <= 0) return null
  return assets.now / assets.before / (market.now / market.before)
}

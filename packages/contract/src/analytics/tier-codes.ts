/** Tiers by assets, lowest first (domain 3.1). A firm names them and says where they begin; it may leave some out. */
export const tierCodes = [
  'long-tail',
  'ordinary',
  'growth',
  'gold',
  'platinum',
  'diamond',
  'high-net-worth',
  'ultra-high-net-worth',
] as const
export type TierCode = (typeof tierCodes)[number]

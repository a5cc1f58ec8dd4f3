import type { Prices } from './prices-frame.tsx'

export type ExDay = Prices['exDays'][number]

/** What closes before an ex day are multiplied by: reckoned previous close over the close before. For showing only. */
export const factorOf = ({ closeBefore, previousClose }: Pick<ExDay, 'closeBefore' | 'previousClose'>) =>
  Number(closeBefore) === 0 ? null : Number(previousClose) / Number(closeBefore)

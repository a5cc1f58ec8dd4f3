import { type QualityDay, qualityIndicators } from '@rapport/contract/administration/quality'

/** What is measured of a day, and what it comes to. */
export const shares = [...qualityIndicators, 'composite'] as const
export type Share = (typeof shares)[number]
export const shareOf = (day: QualityDay, name: Share) =>
  name === 'composite' ? day.composite : (day.indicators[name] ?? null)

import { type QualityDay, type QualityMeasure, qualityMeasures } from '@rapport/contract/administration/quality'

/** What is measured of a day, and what it comes to. */
export const shares = qualityMeasures
export type Share = QualityMeasure
export const shareOf = (day: QualityDay, name: Share) =>
  name === 'composite' ? day.composite : (day.indicators[name] ?? null)

import type { IndicatorCode } from '@rapport/contract/analytics/indicator-catalogue'

/** The key of an indicator's name among the words. */
export const indicatorWord = (code: IndicatorCode) => `indicator.${code}` as const

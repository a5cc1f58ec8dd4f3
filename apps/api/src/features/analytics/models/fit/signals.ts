import type { CustomerFeatures } from './customer-features.ts'

/** Warning signals of domain 3.5 as far as the warehouse tells: which of them stand at the customer on the day. */
const signals: Record<string, (of: CustomerFeatures) => boolean> = {
  'outflow-5-days': ({ outflow5Share }) => (outflow5Share ?? 0) >= 0.3,
  'outflow-20-days': ({ outflow20Share }) => (outflow20Share ?? 0) >= 0.5,
  'activity-fell': ({ activityTrend }) => activityTrend !== null && activityTrend! <= 0.3,
  complaint: ({ complaints_90d }) => (complaints_90d ?? 0) > 0,
  'closing-asked': ({ closing_90d }) => (closing_90d ?? 0) > 0,
  loss: ({ profit60Share }) => (profit60Share ?? 0) <= -0.3,
  'manager-changed': ({ handed_over_90d }) => (handed_over_90d ?? 0) > 0,
  'questionnaire-expired': ({ expired }) => expired === 1,
  'sold-out': ({ position_value, traded_30d }) => position_value === 0 && (traded_30d ?? 0) > 0,
}

/** The names of the signals that fired. */
export const signalsOf = (features: CustomerFeatures): string[] =>
  Object.entries(signals).flatMap(([name, fires]) => (fires(features) ? [name] : []))

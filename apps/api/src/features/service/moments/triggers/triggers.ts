import type { Trigger, TriggerKind } from '@rapport/contract/service/moment-triggers'
import { calendar } from './calendar.ts'
import { margin } from './margin.ts'
import { models } from './models.ts'
import { money } from './money.ts'
import { positions } from './positions.ts'
import { profile } from './profile.ts'
import { signals } from './signals.ts'
import { trades } from './trades.ts'
import type { Family, Means, TriggerSql } from './trigger-sql.ts'

/** One entry a kind: a new one does not compile until it is said here. */
const all: Family<TriggerKind> = {
  ...calendar,
  ...profile,
  ...money,
  ...trades,
  ...positions,
  ...signals,
  ...margin,
  ...models,
}

/** A trigger as SQL: `customer_id, occurred_on, subject, variables, measure` of everybody for the day. */
export const triggerSql = (trigger: Trigger, means: Means): string =>
  (all[trigger.kind] as TriggerSql<TriggerKind>)(trigger as never, means)

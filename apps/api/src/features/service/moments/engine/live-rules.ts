import type { MomentDefinition } from '@rapport/contract/service/moment-rule'
import { type TriggerKind, triggerKinds } from '@rapport/contract/service/moment-triggers'
import type { Db } from '@rapport/database/as-viewer'

/** A rule that is live, by its version. */
export interface LiveRule {
  id: string
  code: string
  number: number
  attempts: number
  definition: MomentDefinition
}

/** The rules that are judged, by code. */
export const liveRules = (db: Db) =>
  db.rows<LiveRule>(
    'moments.live',
    `select r.id, r.code, v.number, r.attempts, v.definition from moment_rules r
     join moment_rule_versions v on v.rule_id = r.id and v.state = 'live'
     where r.state = 'live' and v.definition->'trigger'->>'kind' = any ($1::text[]) order by r.code`,
    [triggerKinds as TriggerKind[]],
  )

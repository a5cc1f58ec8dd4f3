import type { BodyOf } from '@rapport/contract/endpoint'
import type { ProspectRule, prospectRules } from '@rapport/contract/marketing/prospects'
import type { Db } from '@rapport/database/as-viewer'
import { refusedField } from '#http/refused.ts'

/** All rules, those of the firm first, the latest of each unit first. */
const rulesOf = (db: Db, id: string | null) =>
  db.rows<ProspectRule>(
    'prospect-rules',
    `select r.id, case when n.id is not null then json_build_object('id', n.id, 'name', n.name) end as unit,
       r.effective_from::text as "effectiveFrom", r.cap, r.protection_days as "protectionDays", r.silent_days as "silentDays",
       r.conversion_days as "conversionDays", r.warn_days as "warnDays", r.made_at as "madeAt",
       case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as "madeBy"
     from prospect_rules r left join units n on n.id = r.unit_id left join users u on u.id = r.made_by
     where $1::uuid is null or r.id = $1::uuid
     order by n.name is not null, n.name, r.effective_from desc, r.id desc`,
    [id],
  )
export const listProspectRules = async (db: Db) => ({ items: await rulesOf(db, null) })

/** Adds rules; what held before a day stays. 422 for a day that has passed, a unit out of reach, or a warning after the recall. */
export async function addProspectRule(db: Db, draft: BodyOf<typeof prospectRules.add>, today: string) {
  if (draft.effectiveFrom < today) throw refusedField('effectiveFrom', 'prospect.past-day')
  if (draft.warnDays >= Math.min(draft.silentDays, draft.conversionDays))
    throw refusedField('warnDays', 'prospect.warn-late')
  const { scope, units } = db.viewer!
  const reached = draft.unitId === null ? scope === 'all' : scope === 'all' || units.includes(draft.unitId)
  const there =
    draft.unitId === null || (await db.unit.findUnique({ where: { id: draft.unitId }, select: { id: true } }))
  if (!reached || !there) throw refusedField('unitId', 'unit.unknown')
  const [added] = await db.rows<{ id: string }>(
    'prospect-rule.add',
    `insert into prospect_rules (id, unit_id, effective_from, cap, protection_days, silent_days, conversion_days, warn_days, made_by)
     values (uuid_v7(), $1::uuid, $2::date, $3, $4, $5, $6, $7, viewer_id()) returning id`,
    [
      draft.unitId,
      draft.effectiveFrom,
      draft.cap,
      draft.protectionDays,
      draft.silentDays,
      draft.conversionDays,
      draft.warnDays,
    ],
  )
  return (await rulesOf(db, added!.id))[0]!
}

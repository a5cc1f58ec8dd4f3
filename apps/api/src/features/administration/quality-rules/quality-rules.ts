import type { QualityRule, qualityRules } from '@rapport/contract/administration/quality-rules'
import type { BodyOf, QueryOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { openItem } from '#features/administration/collection-items/collection-items.ts'
import { refuseUnknownOwner, withoutUndefined } from '#features/administration/data-sources/data-sources.ts'
import { taken } from '#http/errors.ts'
import { Refused, refusedField, stale } from '#http/refused.ts'
import { refuseUnfit } from './refuse-unfit.ts'

const columns = `r.id, r.version, json_build_object('id', i.id, 'code', i.code, 'name', i.name) as item, r.code, r.name,
  r.settings, r.effect, case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as owner, r.active`
const from = `from quality_rules r join collection_items i on i.id = r.item_id left join users u on u.id = r.owner_id`

/** The rules of an item, or of all, by item and code. */
export async function listRules(db: Db, { itemId }: QueryOf<typeof qualityRules.list>) {
  const items = await db.rows<QualityRule>(
    'quality-rules',
    `select ${columns} ${from} where $1::uuid is null or r.item_id = $1::uuid order by i.code, r.code`,
    [itemId ?? null],
  )
  return { items }
}

async function openRule(db: Db, id: string): Promise<QualityRule> {
  const [rule] = await db.rows<QualityRule>('quality-rule', `select ${columns} ${from} where r.id = $1::uuid`, [id])
  if (!rule) throw new Refused(404, 'not-found')
  return rule
}

/** Adds a rule to an item. 409 where the item has one of that code, 422 for one that could not judge its rows. */
export async function createRule(db: Db, draft: BodyOf<typeof qualityRules.create>): Promise<QualityRule> {
  const item = await openItem(db, draft.itemId).catch((error: unknown) => {
    throw error instanceof Refused && error.status === 404 ? refusedField('itemId', 'item.unknown') : error
  })
  refuseUnfit(item, draft.settings)
  await refuseUnknownOwner(db, draft.ownerId)
  const id = newId()
  await db.qualityRule
    .create({ data: { ...draft, id, kind: draft.settings.kind } })
    .catch(taken('code', 'rule.code-taken'))
  return openRule(db, id)
}

/** Changes a rule, from the next staging of its item on. */
export async function changeRule(
  db: Db,
  id: string,
  version: number,
  change: BodyOf<typeof qualityRules.change>,
): Promise<QualityRule> {
  const rule = await openRule(db, id)
  if (rule.version !== version) throw stale()
  if (change.settings) refuseUnfit(await openItem(db, rule.item.id), change.settings)
  if (change.ownerId !== undefined) await refuseUnknownOwner(db, change.ownerId)
  const { count } = await db.qualityRule.updateMany({
    where: { id, version },
    data: { ...withoutUndefined(change), ...(change.settings && { kind: change.settings.kind }) },
  })
  if (count === 0) throw stale()
  return openRule(db, id)
}

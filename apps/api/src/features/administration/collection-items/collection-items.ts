import type { CollectionItem, collectionItems } from '@rapport/contract/administration/collection-items'
import type { BodyOf, QueryOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { noJson } from '@rapport/database/no-json'
import { refuseUnknownOwner, withoutUndefined } from '#features/administration/data-sources/data-sources.ts'
import { taken } from '#http/errors.ts'
import { Refused, refusedField, stale } from '#http/refused.ts'
import { refuseMisfit } from './misfit.ts'

const columns = `i.id, i.version, json_build_object('id', s.id, 'code', s.code, 'name', s.name, 'kind', s.kind) as source,
  i.code, i.name, i.target, i.place, i.layout, i.mapping, i.key_fields as "keyFields", i.side_file as "sideFile",
  i.late_days as "lateDays", i.unknown, i.schedule,
  case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as owner, i.contact, i.active,
  (select json_build_object('businessDate', b.business_date, 'state', b.state, 'rowsIn', b.rows_in, 'refused', b.refused,
      'receivedAt', to_char(b.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
   from warehouse.batches b where b.item_id = i.id order by b.business_date desc, b.sequence desc limit 1) as last,
  (select count(*) from quality_issues q where q.item_id = i.id and q.state = 'held') as held`
const from = `from collection_items i join data_sources s on s.id = i.source_id left join users u on u.id = i.owner_id`

/** The catalogue of interfaces, by code; of one source or of all. */
export async function listItems(db: Db, { sourceId }: QueryOf<typeof collectionItems.list>) {
  const items = await db.rows<CollectionItem>(
    'items',
    `select ${columns} ${from} where $1::uuid is null or i.source_id = $1::uuid order by i.code`,
    [sourceId ?? null],
  )
  return { items }
}

/** An item; 404 where there is none. */
export async function openItem(db: Db, id: string): Promise<CollectionItem> {
  const [item] = await db.rows<CollectionItem>('item', `select ${columns} ${from} where i.id = $1::uuid`, [id])
  if (!item) throw new Refused(404, 'not-found')
  return item
}

/** Describes a file or table. 409 where the code is used, 422 for an unknown source or one that cannot give such a thing. */
export async function createItem(db: Db, draft: BodyOf<typeof collectionItems.create>): Promise<CollectionItem> {
  const source = await db.dataSource.findFirst({ where: { id: draft.sourceId }, select: { kind: true } })
  if (!source) throw refusedField('sourceId', 'source.unknown')
  refuseMisfit(source.kind, draft)
  await refuseUnknownOwner(db, draft.ownerId)
  await refuseUnknownUnit(db, draft.unknown)
  const id = newId()
  await db.collectionItem.create({ data: stored({ ...draft, id }) }).catch(taken('code', 'item.code-taken'))
  return openItem(db, id)
}

/** Changes an item, from the next step that reads it on. */
export async function changeItem(
  db: Db,
  id: string,
  version: number,
  change: BodyOf<typeof collectionItems.change>,
): Promise<CollectionItem> {
  const item = await openItem(db, id)
  if (item.version !== version) throw stale()
  refuseMisfit(item.source.kind, { ...item, ...withoutUndefined(change) })
  if (change.ownerId !== undefined) await refuseUnknownOwner(db, change.ownerId)
  if (change.unknown !== undefined) await refuseUnknownUnit(db, change.unknown)
  const { count } = await db.collectionItem
    .updateMany({ where: { id, version }, data: stored(withoutUndefined(change)) })
    .catch(taken('code', 'item.code-taken'))
  if (count === 0) throw stale()
  return openItem(db, id)
}

async function refuseUnknownUnit(db: Db, { unitId }: CollectionItem['unknown'], field = 'unknown.unitId') {
  if (unitId === null) return
  if (!(await db.unit.findFirst({ where: { id: unitId }, select: { id: true } })))
    throw refusedField(field, 'unit.unknown')
}

/** As Prisma takes it: the absence of a side file is a null of the database's, not one of JSON's. */
function stored<T extends { sideFile?: CollectionItem['sideFile'] }>(said: T) {
  const { sideFile, ...rest } = said
  return { ...rest, ...(sideFile !== undefined && { sideFile: sideFile ?? noJson }) }
}

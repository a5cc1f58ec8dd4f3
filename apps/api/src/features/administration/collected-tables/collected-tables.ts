import type { CollectedTable } from '@rapport/contract/administration/collected-tables'
import type { CollectionTarget } from '@rapport/contract/administration/collection-mapping'
import type { PersonalClass } from '@rapport/contract/permissions'
import type { Db } from '@rapport/database/as-viewer'
import type { Seal } from '@rapport/database/seal'
import { openItem } from '#features/administration/collection-items/collection-items.ts'
import { PreviewMask } from '#features/administration/collection-items/masked-preview.ts'
import { openedSaid } from '#warehouse/dimensions/said.ts'

const FIRST = 20
/** What is nobody's in particular; all else is seen with its customer. */
const shownTargets: readonly CollectionTarget[] = [
  'table',
  'securities',
  'calendar',
  'fee-rates',
  'fx-rates',
  'market-days',
]

/** What an item has brought, and the first rows of the last batch of it that is in; 404 for an item that is not there. */
export async function openTable(
  db: Db,
  itemId: string,
  { clearance, seal }: { clearance: readonly PersonalClass[]; seal: Seal },
): Promise<CollectedTable> {
  const { id, code, name, target, source } = await openItem(db, itemId)
  const [counts] = await db.rows<Pick<CollectedTable, 'created' | 'corrected' | 'waiting'>>(
    'collected-counts',
    `select coalesce(sum(created), 0)::bigint as created, coalesce(sum(corrected), 0)::bigint as corrected,
       (select count(distinct key_hash) from warehouse.collected where item_id = $1::uuid and waiting is not null) as waiting
     from warehouse.batches where item_id = $1::uuid and published_at is not null`,
    [itemId],
  )
  const [last] = await db.rows<NonNullable<CollectedTable['last']>>(
    'collected-last',
    `select id as "batchId", business_date as "businessDate", state, rows_in as "rowsIn", refused,
       to_char(received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "receivedAt"
     from warehouse.batches where item_id = $1::uuid and state <> 'withdrawn' order by business_date desc, sequence desc limit 1`,
    [itemId],
  )
  const rows = await db.rows<{ batchId: string; line: number; waiting: string | null; sealed: string }>(
    'collected-rows',
    `select c.batch_id as "batchId", c.line, c.waiting, c.values_sealed as sealed from warehouse.collected c
     where c.item_id = $1::uuid and c.target = any ($3::text[]) and c.batch_id = (
       select b.id from warehouse.batches b where b.item_id = $1::uuid and b.published_at is not null
         and exists (select from warehouse.collected o where o.batch_id = b.id)
       order by b.business_date desc, b.sequence desc limit 1)
     order by c.line limit $2`,
    [itemId, FIRST, shownTargets],
  )
  const opened = rows.map(({ batchId, line, waiting, sealed }) => {
    return { line, waiting, values: openedSaid(seal, batchId, line, sealed) }
  })
  const fields = [...new Set(opened.flatMap(({ values }) => Object.keys(values)))]
  const mask = new PreviewMask(clearance, target, null, fields)
  return {
    item: { id, code, name, target },
    source: { id: source.id, code: source.code, name: source.name },
    last: last ?? null,
    ...counts!,
    fields,
    rows: opened.map(({ values, ...row }) => ({
      ...row,
      values: Object.fromEntries(Object.entries(values).map(([field, text]) => [field, mask.cell(field, text)])),
    })),
  }
}

import { collectionTargets } from '@rapport/contract/administration/collection-mapping'
import type { QualitySample, qualitySamples } from '@rapport/contract/administration/quality-samples'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { Refused, refusedField } from '#http/refused.ts'
import { type Fact, factOf } from '#warehouse/facts.ts'
import { readSample } from './quality-samples.ts'
import { drawKeys } from './sample-rows.ts'

const drawable = collectionTargets.filter((target) => factOf(target) !== null)
/** The last batch of an item and day, if its rows are in the warehouse. */
const lastBatch = `lateral (select id, published_at from warehouse.batches where item_id = i.id and business_date = $1::date
  and state <> 'withdrawn' order by sequence desc limit 1) b on b.published_at is not null`

/** Items whose last batch of a business date is in the warehouse as rows of a fact. */
export async function choicesOf(db: Db, businessDate: string) {
  const items = await db.rows<{ id: string; code: string; name: string }>(
    'quality-sample-choices',
    `select i.id, i.code, i.name from collection_items i join ${lastBatch} where i.target = any ($2) order by i.code`,
    [businessDate, drawable],
  )
  return { items }
}

interface Source {
  fact: Fact
  batchId: string
  lateDays: number
}

async function sourceOf(db: Db, itemId: string, businessDate: string): Promise<Source> {
  const [item] = await db.rows<{ target: Fact['target']; lateDays: number; batchId: string | null }>(
    'quality-sample-source',
    `select i.target, i.late_days as "lateDays", b.id as "batchId" from collection_items i left join ${lastBatch} where i.id = $2::uuid`,
    [businessDate, itemId],
  )
  if (!item) throw refusedField('itemId', 'item.unknown')
  const fact = factOf(item.target)
  if (!fact) throw refusedField('itemId', 'item.no-fact')
  if (item.batchId === null) throw refusedField('businessDate', 'sample.no-batch')
  return { fact, batchId: item.batchId, lateDays: item.lateDays }
}

/**
 * Draws rows of the last batch of an item and business date, as far as the viewer sees them, by a new seed. 422 where nothing
 * can be drawn, 409 while another sample of that item and day is open in the viewer's unit.
 */
export async function drawSample(
  db: Db,
  viewerId: string,
  { itemId, businessDate, size }: BodyOf<typeof qualitySamples.draw>,
): Promise<QualitySample> {
  const { fact, ...source } = await sourceOf(db, itemId, businessDate)
  const [id, seed] = [newId(), newId()]
  const keys = await drawKeys(db, fact, { ...source, businessDate, seed, size })
  if (keys.length === 0) throw refusedField('businessDate', 'sample.empty')
  const made = await db.rows(
    'quality-sample-add',
    `insert into quality_samples (id, item_id, batch_id, business_date, seed, size, unit_id, drawn_by, drawn_at)
     select $1::uuid, $2::uuid, $3::uuid, $4::date, $5, $6, u.unit_id, u.id, clock_timestamp() from users u where u.id = $7::uuid
     on conflict (item_id, business_date, unit_id) where closed_at is null do nothing returning id`,
    [id, itemId, source.batchId, businessDate, seed, size, viewerId],
  )
  if (made.length === 0) throw new Refused(409, 'sample.one-open')
  const rows = keys.map(({ subject, ...row }, at) => ({ ...row, id: newId(), subject_id: subject, ordinal: at + 1 }))
  await db.rows(
    'quality-sample-rows-add',
    `insert into quality_sample_rows (id, sample_id, ordinal, subject_id, day, key)
     select r.id, $1::uuid, r.ordinal, r.subject_id, r.day, r.key
     from jsonb_to_recordset($2::jsonb) as r (id uuid, ordinal int, subject_id uuid, day date, key text)`,
    [id, JSON.stringify(rows)],
  )
  return (await readSample(db, id)).sample
}

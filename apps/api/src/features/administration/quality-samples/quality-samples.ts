import type { CollectionMapping } from '@rapport/contract/administration/collection-mapping'
import type {
  QualitySample,
  QualitySampleDetails,
  qualitySamples,
} from '@rapport/contract/administration/quality-samples'
import type { QueryOf } from '@rapport/contract/endpoint'
import { id } from '@rapport/contract/shapes'
import type { Db, Viewer } from '@rapport/database/as-viewer'
import { Conditions } from '#http/conditions.ts'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { Refused } from '#http/refused.ts'
import { factOf } from '#warehouse/facts.ts'
import { accuracyOf } from './accuracy.ts'
import { rowsOf } from './sample-rows.ts'

/** How many rows of a sample `s` were drawn, checked and found right. */
const counts = `lateral (select count(*) as drawn, count(verdict) as checked, count(*) filter (where verdict = 'right') as found
  from quality_sample_rows where sample_id = s.id) n`
const columns = `s.id, json_build_object('id', i.id, 'code', i.code, 'name', i.name) as item, s.business_date as "businessDate",
  s.batch_id as "batchId", s.seed, s.size, n.drawn, n.checked, n.found, d.name as "drawnBy", s.drawn_at as "drawnAt",
  c.name as "closedBy", s.closed_at as "closedAt"`
const from = `from quality_samples s join collection_items i on i.id = s.item_id left join users d on d.id = s.drawn_by
  left join users c on c.id = s.closed_by cross join ${counts}`

type Kept = Omit<QualitySample, 'accuracy'> & { checked: number; found: number }
const told = ({ checked, found, ...sample }: Kept): QualitySample => ({
  ...sample,
  accuracy: accuracyOf(found, checked),
})

/** Samples in sight, latest first, by keyset. */
export async function listSamples(db: Db, { itemId, after, limit }: QueryOf<typeof qualitySamples.list>) {
  const filtered = (list: string) => new Conditions(list).add('item', itemId, (at) => `s.item_id = ${at}::uuid`)
  const counted = filtered('quality-samples-total')
  const [{ total } = { total: 0 }] = await db.rows<{ total: number }>(
    counted.name,
    `select count(*) as total from quality_samples s ${counted.where}`,
    counted.values,
  )
  const place = placeOf('quality-samples', after, [id])
  const page = filtered('quality-samples')
  // Ids are in the order of time.
  if (place) page.addPiece('after', `s.id < ${page.value(place[0])}::uuid`)
  const most = page.value(limit + 1)
  const found = await db.rows<Kept>(
    page.name,
    `select ${columns} ${from} ${page.where} order by s.id desc limit ${most}`,
    page.values,
  )
  const items = found.slice(0, limit).map(told)
  const last = items.at(-1)
  return { items, total, next: found.length > limit && last ? cursorAt('quality-samples', [last.id]) : null }
}

interface ReadSample {
  sample: QualitySample
  target: CollectionMapping['target']
  mapping: CollectionMapping
}

/** A sample; 404 where there is none, or none in sight. */
export async function readSample(db: Db, sampleId: string): Promise<ReadSample> {
  const [kept] = await db.rows<Kept & Omit<ReadSample, 'sample'>>(
    'quality-sample',
    `select ${columns}, i.target, i.mapping ${from} where s.id = $1::uuid`,
    [sampleId],
  )
  if (!kept) throw new Refused(404, 'not-found')
  const { target, mapping, ...sample } = kept
  return { sample: told(sample), target, mapping }
}

/** A sample with its rows, as much of them as the viewer sees and may read. */
export async function openSample(db: Db, viewer: Viewer, sampleId: string): Promise<QualitySampleDetails> {
  const { sample, target, mapping } = await readSample(db, sampleId)
  return { ...sample, rows: await rowsOf(db, viewer, { ...sample, mapping, fact: factOf(target)! }) }
}

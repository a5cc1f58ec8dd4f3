import type { QualitySample, qualitySamples } from '@rapport/contract/administration/quality-samples'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db, Viewer } from '@rapport/database/as-viewer'
import { Refused, refusedField } from '#http/refused.ts'
import { openSample, readSample } from './quality-samples.ts'

const closed = () => new Refused(409, 'sample.closed')

/** Holds the sample until the end of the transaction, so that no mark is made while it is closed. */
async function hold(db: Db, sampleId: string) {
  const { sample } = await readSample(db, sampleId)
  if (sample.closedAt !== null) throw closed()
  const [open] = await db.rows(
    'quality-sample-hold',
    'select id from quality_samples where id = $1::uuid and closed_at is null for update',
    [sampleId],
  )
  if (!open) throw closed()
}

/** Marks rows in the viewer's name, all or none. 409 once the sample is closed, 422 for a row that is not of it. */
export async function markSample(
  db: Db,
  viewerId: string,
  sampleId: string,
  { marks }: BodyOf<typeof qualitySamples.mark>,
): Promise<QualitySample> {
  await hold(db, sampleId)
  const rows = marks.map(({ rowId, verdict, note }) => ({ id: rowId, verdict, note: verdict && note }))
  const marked = await db.rows(
    'quality-sample-mark',
    `update quality_sample_rows r set verdict = m.verdict, note = m.note,
       marked_by = case when m.verdict is not null then $2::uuid end,
       marked_at = case when m.verdict is not null then clock_timestamp() end
     from jsonb_to_recordset($3::jsonb) as m (id uuid, verdict text, note text)
     where r.id = m.id and r.sample_id = $1::uuid returning r.id`,
    [sampleId, viewerId, JSON.stringify(rows)],
  )
  if (marked.length !== marks.length) throw refusedField('marks', 'sample.row-unknown')
  return (await readSample(db, sampleId)).sample
}

/**
 * Closes a sample for good. 409 where it is closed, or while a row that can be looked at is not marked: who leaves out what
 * they like would make any share they like.
 */
export async function closeSample(db: Db, viewer: Viewer, sampleId: string): Promise<QualitySample> {
  await hold(db, sampleId)
  const { rows, accuracy } = await openSample(db, viewer, sampleId)
  if (accuracy === null || rows.some(({ cells, verdict }) => cells !== null && verdict === null))
    throw new Refused(409, 'sample.not-marked')
  await db.rows(
    'quality-sample-close',
    'update quality_samples set closed_by = $2::uuid, closed_at = clock_timestamp() where id = $1::uuid and closed_at is null',
    [sampleId, viewer.id],
  )
  return (await readSample(db, sampleId)).sample
}

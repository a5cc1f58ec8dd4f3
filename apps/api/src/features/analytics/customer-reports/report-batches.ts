import { Readable } from 'node:stream'
import type { ReportBatch, reportBatches } from '@rapport/contract/analytics/customer-reports'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Seal } from '@rapport/database/seal'
import { ZipFile } from 'yazl'
import { openSegment } from '#features/analytics/segments/segments.ts'
import { utc } from '#features/customer/customers/customer-json.ts'
import { Refused } from '#http/refused.ts'
import type { Ask, Download, DownloadAsk } from '#http/serve.ts'
import { fileName, filePlace, keptReport, refuseBackwards } from './customer-reports.ts'
import { TEMPLATE } from './paper/paper.ts'

/** So many reports at once: about half an hour of work. */
export const MOST = 5_000
const MOST_LISTED = 10

/** Whoever went out of sight since is counted with those that failed for it. */
const json = `json_build_object('id', b.id, 'segmentId', b.segment_id, 'from', b.from_on, 'to', b.to_on, 'language', b.language,
  'customers', b.customers, 'askedAt', ${utc('b.asked_at')}, 'endedAt', ${utc('n.ended_at')},
  'state', case when b.stopped_at is not null then 'stopped' when n.open > 0 then 'running' else 'done' end,
  'made', n.made, 'failed', n.failed + b.customers - n.seen,
  'failures', (select coalesce(json_agg(json_build_object('failure', f.failure, 'customers', f.n) order by f.n desc), '[]') from (
     select failure, sum(n)::int as n from (
       select failure, count(*) as n from customer_reports where batch_id = b.id and state = 'failed' group by 1
       union all select 'out-of-sight', b.customers - n.seen) e group by 1 having sum(n) > 0) f))`
const counted = `report_batches b cross join lateral (
  select count(*)::int as seen, count(*) filter (where state in ('waiting', 'making'))::int as open,
    count(*) filter (where state in ('made', 'cleared'))::int as made, count(*) filter (where state = 'failed')::int as failed,
    max(ended_at) as ended_at
  from customer_reports where batch_id = b.id) n`

/** One's own bulks of a segment, latest first. 404 for a segment out of sight. */
export async function listBatches(db: Db, segmentId: string, today: string) {
  await openSegment(db, segmentId, today)
  const rows = await db.rows<{ item: ReportBatch }>(
    'report-batches',
    `select ${json} as item from ${counted} where b.segment_id = $1 order by b.asked_at desc limit ${MOST_LISTED}`,
    [segmentId],
  )
  return { items: rows.map(({ item }) => item) }
}

export async function openBatch(db: Db, id: string): Promise<ReportBatch> {
  const [row] = await db.rows<{ item: ReportBatch }>(
    'report-batch',
    `select ${json} as item from ${counted} where b.id = $1`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  return row.item
}

/** Asks for reports of all present members in sight. 422 where there is nobody, or more than can be made at once. */
export async function askForBatch(
  db: Db,
  { described: { today } }: Ask['viewer'],
  segmentId: string,
  ask: BodyOf<typeof reportBatches.create>,
) {
  await openSegment(db, segmentId, today)
  refuseBackwards(ask)
  const members = `segment_memberships m join customers c on c.id = m.customer_id
    where m.segment_id = $1 and m.left_on is null and c.deleted_at is null`
  const [found] = await db.rows<{ n: number }>('report-members', `select count(*)::int as n from ${members}`, [
    segmentId,
  ])
  if (found!.n === 0) throw new Refused(422, 'report.nobody')
  if (found!.n > MOST) throw new Refused(422, 'report.too-many', { details: { customers: found!.n, most: MOST } })
  const id = newId()
  const period = [ask.from ?? null, ask.to ?? null, ask.language ?? null]
  await db.rows(
    'report-batch-ask',
    `insert into report_batches (id, segment_id, from_on, to_on, language, customers, asked_by) values ($1, $2, $3, $4, $5, $6, viewer_id())`,
    [id, segmentId, ...period, found!.n],
  )
  await db.rows(
    'report-batch-members',
    `insert into customer_reports (id, customer_id, batch_id, from_on, to_on, language, template, asked_by)
     select uuid_v7(), m.customer_id, $2, $3, $4, coalesce($5, c.language), $6, viewer_id() from ${members}`,
    [segmentId, id, ...period, TEMPLATE],
  )
  return openBatch(db, id)
}

/** What is not begun is not made any more. 409 where nothing is left to stop. */
export async function stopBatch(db: Db, id: string) {
  const batch = await openBatch(db, id)
  if (batch.state !== 'running') throw new Refused(409, 'report.not-running')
  await db.rows('report-batch-stop', 'update report_batches set stopped_at = clock_timestamp() where id = $1', [id])
  return openBatch(db, id)
}

/** The made reports of a bulk that the viewer may read, one read after the other as the archive is sent. 409 without any. */
export async function downloadBatch(
  { params, read, viewer }: DownloadAsk<typeof reportBatches.file>,
  seal: Seal,
): Promise<Download> {
  const made = await read(async (db) => {
    await openBatch(db, params.id)
    return db.rows<{ id: string; customerNo: string; to: string | null }>(
      'report-batch-made',
      `select r.id, c.customer_no as "customerNo", r.to_on as "to" from customer_reports r join customers c on c.id = r.customer_id
       where r.batch_id = $1 and r.state = 'made' and r.shows <@ $2::text[] order by c.customer_no`,
      [params.id, viewer.clearance],
    )
  })
  if (made.length === 0) throw new Refused(409, 'report.not-made')
  const zip = new ZipFile()
  const content = zip.outputStream as Readable
  zip.on('error', (error: Error) => content.destroy(error))
  const contentOf = async (id: string) => {
    const report = await read((db) => keptReport(db, id))
    if (!report?.file) throw new Error('a report went away while it was packed')
    return seal.openFile(report.file, filePlace(id))
  }
  for (const report of made)
    zip.addReadStreamLazy(fileName(report), { compress: false }, (give) => {
      contentOf(report.id).then(
        (pdf) => give(null, Readable.from([pdf], { objectMode: false })),
        (error: Error) => give(error, undefined as never),
      )
    })
  zip.end()
  return { name: `reports-${viewer.described.today}.zip`, content }
}

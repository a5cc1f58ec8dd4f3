import { asSystem, type Db } from '@rapport/database/as-viewer'
import { filePlace } from '#features/analytics/customer-reports/customer-reports.ts'
import { paperOf } from '#features/analytics/customer-reports/paper/paper.ts'
import { readAs, Undone, type Works } from './as-person.ts'
import { type AskedReport, paperFacts } from './paper-facts.ts'

interface Taken extends AskedReport {
  askedBy: string
  attempt: number
}

/** A worker that has not ended a report for so long is gone: another one makes it. */
const GONE_AFTER = '2 minutes'
/** Whatever breaks three times is not tried a fourth time. */
const MOST_ATTEMPTS = 3

/** Makes the report that waits longest, as the person who asked for it; those asked for one by one before bulks. Whether there was one. */
export async function makeWaiting(works: Works): Promise<boolean> {
  const taken = await asSystem(works.connections, {}, take)
  if (!taken) return false
  const asAsker = (work: (db: Db) => Promise<unknown>) =>
    asSystem(works.connections, { actorId: taken.askedBy, requestId: taken.id }, work)
  try {
    const now = works.now()
    const { facts, shows } = await readAs(works, taken.askedBy, (db, viewer) =>
      paperFacts(db, viewer, taken, { seal: works.seal, now }),
    )
    const pdf = await paperOf(facts)
    await asAsker((db) => keep(db, taken, { pdf, shows, analysis: facts.analysis }, works))
  } catch (error) {
    const code = error instanceof Undone ? error.code : null
    await asAsker((db) => giveUp(db, taken, code))
    if (code === null) throw error
  }
  return true
}

async function take(db: Db): Promise<Taken | undefined> {
  await db.rows(
    'reports-stopped',
    `update customer_reports r set state = 'stopped', ended_at = clock_timestamp() from report_batches b
     where r.state = 'waiting' and b.id = r.batch_id and b.stopped_at is not null`,
    [],
  )
  await db.rows(
    'reports-given-up',
    `update customer_reports set state = 'failed', failure = 'broke', ended_at = clock_timestamp()
     where state = 'making' and attempt >= ${MOST_ATTEMPTS} and taken_at < clock_timestamp() - interval '${GONE_AFTER}'`,
    [],
  )
  const [taken] = await db.rows<Taken>(
    'reports-take',
    `update customer_reports set state = 'making', attempt = attempt + 1, taken_at = clock_timestamp()
     where id = (select id from customer_reports
                 where state = 'waiting' or state = 'making' and taken_at < clock_timestamp() - interval '${GONE_AFTER}'
                 order by batch_id is not null, asked_at, id limit 1 for update skip locked)
     returning id, customer_id as "customerId", from_on as "from", to_on as "to", currency, benchmark_id as benchmark, language,
       asked_by as "askedBy", attempt`,
    [],
  )
  return taken
}

/** Sealed, with the period as it was found. Nothing is kept where somebody else took it over meanwhile. */
async function keep(
  db: Db,
  { id, customerId, attempt }: Taken,
  made: { pdf: Buffer; shows: string[]; analysis: { from: string; to: string; currency: string } },
  { seal }: Works,
) {
  const { from, to, currency } = made.analysis
  const kept = await db.rows(
    'reports-keep',
    `update customer_reports set state = 'made', failure = null, file = $3, bytes = $4, shows = $5::text[], from_on = $6, to_on = $7,
       currency = $8, ended_at = clock_timestamp() where id = $1 and attempt = $2 and state = 'making' returning 1`,
    [id, attempt, seal.closeFile(made.pdf, filePlace(id)), made.pdf.length, made.shows, from, to, currency],
  )
  if (kept.length === 0) return
  await db.rows('reports-note', `select audit_note('read', 'customer_reports', $1, $2, null, $3::jsonb)`, [
    id,
    customerId,
    JSON.stringify({ call: 'report', from, to, currency }),
  ])
}

/** For good where there is a reason; else it is tried again, a few times. */
const giveUp = (db: Db, { id, attempt }: Taken, code: string | null) =>
  db.rows(
    'reports-give-up',
    `update customer_reports set state = case when $3::text is null and attempt < ${MOST_ATTEMPTS} then 'waiting' else 'failed' end,
       failure = case when $3::text is null and attempt < ${MOST_ATTEMPTS} then null else coalesce($3, 'broke') end,
       ended_at = case when $3::text is null and attempt < ${MOST_ATTEMPTS} then null else clock_timestamp() end
     where id = $1 and attempt = $2 and state = 'making'`,
    [id, attempt, code],
  )

/** Days for which a report is kept that was sent to nobody; what a customer was sent is kept for good. */
export const KEPT_DAYS = 90

/** Clears the files of old reports away; that they were made is kept. */
export const clearOld = ({ connections, now }: Pick<Works, 'connections' | 'now'>) =>
  asSystem(connections, {}, (db) =>
    db.rows(
      'reports-clear',
      `update customer_reports set state = 'cleared', file = null
       where state = 'made' and sending is distinct from 'sent' and sending is distinct from 'waiting'
         and ended_at < $1::timestamptz - interval '${KEPT_DAYS} days'`,
      [now().toISOString()],
    ),
  )

import type { ApprovalRow, approvals } from '@rapport/contract/administration/approvals'
import type { QueryOf } from '@rapport/contract/endpoint'
import { id as anId } from '@rapport/contract/shapes'
import type { Db } from '@rapport/database/as-viewer'
import { z } from 'zod'
import { cursorAt, placeOf } from '#http/cursor.ts'
import { rowColumns, rowJoins } from './approval-rows.ts'

const views = {
  waiting: `a.state = 'waiting' and a.id = any (array(select viewer_approvals()))`,
  mine: 'a.requester_id = viewer_id()',
  decided: 'a.id = any (array(select viewer_decided()))',
  all: 'true',
} as const

/** What waits for the viewer by due time, or what they asked for, decided or see, the latest first. */
export async function listApprovals(db: Db, query: QueryOf<typeof approvals.list>, now: Date) {
  const { view, kind, state, subject, after, limit } = query
  const place = placeOf(`approvals.${view}`, after, [z.iso.datetime(), anId])
  const waits = view === 'waiting'
  const filter = `${views[view]} and ($2::text is null or a.kind = $2) and ($3::text is null or a.state = $3)
    and ($4::uuid is null or a.subject_id = $4::uuid)`
  const asked = [now, kind ?? null, state ?? null, subject ?? null]
  const by = waits ? 'a.due_at' : 'a.submitted_at'
  const rows = await db.rows<ApprovalRow>(
    `approvals.${view}${place ? '-after' : ''}`,
    `select ${rowColumns} from approvals a ${rowJoins} where ${filter}
     ${place ? `and (${by}, a.id) ${waits ? '>' : '<'} ($6::timestamptz, $7::uuid)` : ''}
     order by ${by} ${waits ? '' : 'desc'}, a.id ${waits ? '' : 'desc'} limit $5`,
    [...asked, limit + 1, ...(place ?? [])],
  )
  const [all] = await db.rows<{ n: number }>(
    `approvals.${view}-count`,
    `select count(*) as n from approvals a where ${filter} and $1::timestamptz is not null`,
    asked,
  )
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const next =
    rows.length > limit && last
      ? cursorAt(`approvals.${view}`, [waits ? last.dueAt! : last.submittedAt, last.id])
      : null
  return { items, total: all!.n, next }
}

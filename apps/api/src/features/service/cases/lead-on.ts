import type { Case, CaseHappening } from '@rapport/contract/service/cases'
import type { Db } from '@rapport/database/as-viewer'
import { type ServiceTime, workingMinutes } from '#features/service/working-time/working-time.ts'
import { Refused } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import { dueOf } from './case-moves.ts'
import type { CaseStanding } from './case-rows.ts'
import { type Doing, write } from './open-case.ts'

/** What a step makes of a case: the next state, and columns beside it. */
export interface Move {
  state: Case['state']
  what: CaseHappening
  columns?: Record<string, unknown>
  followUpOn?: string
  targetDueAt?: Date
  finishDueAt?: Date
  waiting?: boolean
}

/** Leads a case to its next state: its step, by whom and until when, and the first answer where it is one. */
export async function go(doing: Doing, row: CaseStanding, time: ServiceTime, move: Move) {
  const { db, viewer, now } = doing
  const answers = row.answeredAt === null && answering.includes(move.what)
  const waitingSince = move.waiting === undefined ? row.waitingSince : move.waiting ? now.toISOString() : null
  const at = {
    ...row,
    state: move.state,
    waitingSince,
    extendedDays: (move.columns?.extended_days as number | undefined) ?? row.extendedDays,
    answeredAt: answers ? now.toISOString() : row.answeredAt,
    followUpOn: move.followUpOn ?? row.followUpOn,
    acknowledgeDueAt: new Date(row.acknowledgeDueAt),
    acceptDueAt: row.acceptDueAt === null ? null : new Date(row.acceptDueAt),
    targetDueAt: move.targetDueAt ?? new Date(row.targetDueAt),
    finishDueAt: move.finishDueAt ?? new Date(row.finishDueAt),
  }
  const { turn, dueAt, warnAt } = dueOf(time, at, now)
  const handler = row.handler?.id ?? viewer.id
  await write(doing, row, {
    state: move.state,
    open: turn !== null,
    step: turn,
    step_by: turn === null ? null : turn === 'approve' ? await approverOf(db, row, viewer) : handler,
    step_due_at: dueAt,
    step_warn_at: warnAt,
    handler_id: handler,
    target_due_at: at.targetDueAt,
    finish_due_at: at.finishDueAt,
    waiting_since: waitingSince,
    ...(answers && {
      answered_at: now,
      response_minutes: workingMinutes(time, new Date(row.receivedAt), now),
    }),
    ...move.columns,
  })
}

/** What tells the customer something. */
const answering: readonly CaseHappening[] = ['acknowledged', 'accepted', 'rejected', 'answered', 'approved', 'closed']

/** Who looks at an answer: whoever supervises in the unit or the nearest one above it, and is neither its author nor whom it is about. */
async function approverOf(db: Db, row: CaseStanding, viewer: SignedIn) {
  const [found] = await db.rows<{ id: string }>(
    'case.approver',
    `select l.id from unit_ancestry a join users l on l.unit_id = a.ancestor_id and l.disabled_at is null
       join roles r on r.id = l.role_id and 'case.supervise' = any (r.permissions) and r.scope in ('units', 'all')
     where a.descendant_id = $1::uuid and l.id <> all (array_remove($2::uuid[], null))
     order by (select count(*) from unit_ancestry d where d.descendant_id = a.ancestor_id) desc, l.id limit 1`,
    [row.unit.id, [viewer.id, row.handler?.id ?? null, row.subject?.id ?? null]],
  )
  if (!found) throw new Refused(409, 'case.nobody-approves')
  return found.id
}

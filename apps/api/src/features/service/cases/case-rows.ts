import type { CaseClass } from '@rapport/contract/service/case-classes'
import type { Case, CaseRow } from '@rapport/contract/service/cases'
import type { Db } from '@rapport/database/as-viewer'
import { classColumns } from '#features/service/case-classes/case-classes.ts'
import { Refused } from '#http/refused.ts'

/** Which limits the case `k` missed, or let go by, at `now`. */
export const missed = (now: string) => ({
  acknowledge: `coalesce(k.answered_at, case when k.open then ${now}::timestamptz end) > k.acknowledge_due_at`,
  accept: `coalesce(k.decided_at, case when k.open then ${now}::timestamptz end) > k.accept_due_at`,
  target: `coalesce(k.closed_at, case when k.open then ${now}::timestamptz end) > k.target_due_at`,
  finish: `(not k.on_time or k.on_time is null and k.open and ${now}::timestamptz > k.finish_due_at)`,
})
const breachesAt = (now: string) =>
  `array_remove(array[${Object.entries(missed(now)).map(([name, sql]) => `case when ${sql} then '${name}' end`)}], null)`

const person = (alias: string, column: string) =>
  `case when ${column} is not null then json_build_object('id', ${column}, 'name', ${alias}.name) end`

/** What a row of a list needs of the case `k`; joins beside it in `rowJoins`. */
export const rowColumns = (now: string) => `k.id, k.version, k.number, k.kind, k.channel, k.title, k.topic, k.cause,
  case when k.customer_id is not null then json_build_object('id', c.id, 'name', c.name, 'customerNo', c.customer_no) end as customer,
  k.caller_name as "callerName", json_build_object('id', u.id, 'name', u.name) as unit, ${person('h', 'k.handler_id')} as handler,
  k.state, k.open, k.step as turn, ${person('b', 'k.step_by')} as "turnBy", k.step_due_at as "turnDueAt",
  k.waiting_since as "waitingSince", k.received_at as "receivedAt", k.finish_due_at as "finishDueAt", k.closed_at as "closedAt",
  k.on_time as "onTime", ${breachesAt(now)} as breaches, k.satisfaction`
export const rowJoins = `left join customers c on c.id = k.customer_id join units u on u.id = k.unit_id
  left join users h on h.id = k.handler_id left join users b on b.id = k.step_by`
export const rowClass = `json_build_object('code', l.code, 'name', l.name, 'nameZh', l.name_zh) as class`

/** A case as it stands, with what only its verbs need. */
export type CaseStanding = Omit<CaseRow, 'class'> &
  Omit<Case, keyof CaseRow | 'class' | 'callerPhone' | 'steps' | 'approves' | 'supervises'> & {
    class: CaseClass
    sealedPhone: string | null
    proposerId: string | null
  }

/** 404 when it is not in sight. `hold` lets nobody else change it before the transaction ends. */
export async function standingOf(db: Db, id: string, now: Date, hold = false): Promise<CaseStanding> {
  const [row] = await db.rows<CaseStanding>(
    `case.${hold ? 'hold' : 'open'}`,
    `select ${rowColumns('$2')}, (select row_to_json(x) from (select ${classColumns}) x) as class, k.details,
       k.caller_phone as "sealedPhone", k.complainants, k.reasonableness, ${person('s', 'k.subject_id')} as subject,
       ${person('f', 'k.first_handler_id')} as "firstHandler", k.answer, p.name as "proposedBy",
       k.proposed_by as "proposerId", a.name as "approvedBy", k.reason, k.escalated_to as "escalatedTo", k.settlement, k.disputed,
       k.acknowledge_due_at as "acknowledgeDueAt", k.accept_due_at as "acceptDueAt", k.target_due_at as "targetDueAt",
       k.extended_days as "extendedDays", k.answered_at as "answeredAt", k.response_minutes as "responseMinutes",
       k.resolution_minutes as "resolutionMinutes", k.waited_minutes as "waitedMinutes", k.follow_up_on::text as "followUpOn"
     from cases k join case_classes l on l.id = k.class_id ${rowJoins} left join users f on f.id = k.first_handler_id
     left join users s on s.id = k.subject_id left join users p on p.id = k.proposed_by left join users a on a.id = k.approved_by
     where k.id = $1::uuid ${hold ? 'for no key update of k' : ''}`,
    [id, now],
  )
  if (!row) throw new Refused(404, 'not-found')
  return row
}

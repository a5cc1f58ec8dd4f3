import type { BodyOf } from '@rapport/contract/endpoint'
import type { cases } from '@rapport/contract/service/cases'
import { classOfToday } from '#features/service/case-classes/case-classes.ts'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import { Refused, refusedField, stale } from '#http/refused.ts'
import { dueOf, isExamined, limitsOf } from './case-moves.ts'
import { type CaseStanding, standingOf } from './case-rows.ts'
import { type Doing, openCase, tell, write } from './open-case.ts'

const columnOf = {
  title: 'title',
  details: 'details',
  topic: 'topic',
  cause: 'cause',
  complainants: 'complainants',
  reasonableness: 'reasonableness',
} as const

/** Corrects what a case is about; another class brings its own limits, counted from the same beginning. */
export async function changeCase(doing: Doing, id: string, version: number, change: BodyOf<typeof cases.change>) {
  const { db, now } = doing
  const row = await standingOf(db, id, now, true)
  if (row.version !== version) throw stale()
  const columns: Record<string, unknown> = {}
  for (const [field, column] of Object.entries(columnOf)) {
    const said = change[field as keyof typeof columnOf]
    if (said !== undefined) columns[column] = said
  }
  if (change.customerId !== undefined) {
    if (row.customer !== null) throw new Refused(409, 'case.customer-known')
    await refuseUnseen(doing, row, change.customerId)
    columns.customer_id = change.customerId
  }
  if (change.classCode !== undefined && change.classCode !== row.class.code)
    Object.assign(columns, await otherClass(doing, row, change.classCode))
  await write(doing, row, columns)
  const said = Object.entries(change)
    .filter(([field]) => field in columnOf && field !== 'details')
    .map(([field, value]) => `${row[field as keyof typeof columnOf] ?? '–'} → ${value ?? '–'}`)
  if (change.classCode !== undefined) said.push(`${row.class.code} → ${change.classCode}`)
  await tell(doing, id, 'changed', row.handler?.id ?? null, said.join('; ').slice(0, 4000) || null)
  return openCase(doing, id)
}

/** Whoever has the case has to see the customer whose it turns out to be. */
async function refuseUnseen({ db }: Doing, row: CaseStanding, customerId: string) {
  const [found] = await db.rows<{ sees: boolean }>(
    'case.sees',
    'select $2::uuid is null or person_sees_customer($2::uuid, c.id) as sees from customers c where c.id = $1::uuid',
    [customerId, row.handler?.id ?? null],
  )
  if (!found) throw new Refused(404, 'not-found')
  if (!found.sees) throw refusedField('customerId', 'case.handler-cannot-see')
}

async function otherClass({ db, viewer, now }: Doing, row: CaseStanding, code: string) {
  const demands = await classOfToday(db, code, viewer.described.today)
  if (row.state !== 'received' && isExamined(demands.kind) !== isExamined(row.kind))
    throw refusedField('classCode', 'case.class-of-another-way')
  const time = await serviceTime(db, viewer.described.today)
  const limits = limitsOf(time, new Date(row.receivedAt), demands)
  const { turn, dueAt, warnAt } = dueOf(time, { ...row, ...limits, kind: demands.kind }, now)
  return {
    class_id: demands.id,
    kind: demands.kind,
    acknowledge_due_at: limits.acknowledgeDueAt,
    accept_due_at: limits.acceptDueAt,
    target_due_at: limits.targetDueAt,
    finish_due_at: limits.finishDueAt,
    extended_days: 0,
    ...(row.open && { step: turn, step_due_at: dueAt, step_warn_at: warnAt }),
  }
}

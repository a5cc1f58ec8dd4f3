import type { CaseClass } from '@rapport/contract/service/case-classes'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Outcome, WriteMeans, Written } from '#features/customer/imports/kinds/kind.ts'
import { customersByNo } from '#features/customer/imports/kinds/references.ts'
import { insertion, type RowOf, writeAll } from '#features/customer/imports/kinds/statements.ts'
import { classOfToday } from '#features/service/case-classes/case-classes.ts'
import { isExamined, limitsOf } from '#features/service/cases/case-moves.ts'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import type { ServiceTime } from '#features/service/working-time/working-time.ts'
import type { CaseSaid } from './check.ts'

interface Known {
  id: string
  number: string
  settlement: string | null
  onTime: boolean | null
  disputed: boolean | null
  importId: string | null
}

/**
 * Writes a block of cases: what is over is closed as it was told, what is not becomes a case of whoever imports, with its next
 * step. One that is there already learns how it ended; what people did with it here stays.
 */
export async function writeCases(db: Db, rows: readonly CaseSaid[], means: WriteMeans): Promise<Written> {
  const { mode, importId, viewer, today } = means
  const known = await knownBy(
    db,
    rows.map(({ number }) => number),
  )
  const customers = await customersByNo(
    db,
    rows.flatMap(({ customerNo }) => customerNo ?? []),
  )
  const time = await serviceTime(db, today)
  const classes = new Map<string, CaseClass>()
  for (const kind of new Set(rows.map(({ kind }) => kind))) classes.set(kind, await classOfToday(db, kind, today))
  const made: RowOf<'cases'>[] = []
  const changed: Known[] = []
  const outcomes = rows.map((row): Outcome => {
    const customerId = row.customerNo === null ? null : customers.get(row.customerNo)
    if (customerId === undefined || (customerId === null && row.customerNo !== null))
      return [{ field: 'customerNo', code: 'missing' }]
    const there = known.get(row.number)
    if (there) {
      if (mode === 'create' && there.importId !== importId) return [{ field: 'caseNumber', code: 'exists' }]
      const { settlement, onTime, disputed } = row
      if (there.settlement === settlement && there.onTime === onTime && there.disputed === disputed) return 'unchanged'
      // Only what came by file is told anew by file.
      if (there.importId === null) return 'unchanged'
      Object.assign(there, { settlement, onTime, disputed })
      changed.push(there)
      return 'updated'
    }
    if (mode === 'update') return [{ field: 'caseNumber', code: 'missing' }]
    const one = rowOf(row, {
      id: newId(),
      customerId,
      viewerId: viewer.id,
      importId,
      time,
      demands: classes.get(row.kind)!,
    })
    made.push(one)
    const { number, settlement, onTime, disputed } = row
    known.set(number, { id: one.id as string, number, settlement, onTime, disputed, importId })
    return 'created'
  })
  await writeAll(db, [
    () => insertion('cases', made),
    () =>
      insertion(
        'case_events',
        made.map(({ id, received_at: at }) => ({
          id: newId(),
          case_id: id,
          at,
          actor_id: viewer.id,
          what: 'received',
          handler_id: viewer.id,
        })),
      ),
  ])
  await settle(db, changed)
  return { outcomes, made: {} }
}

async function knownBy(db: Db, numbers: string[]): Promise<Map<string, Known>> {
  const found = await db.rows<Known>(
    'import-cases',
    `select id, number, settlement, on_time as "onTime", disputed, import_id as "importId" from cases
     where number = any ($1::text[]) order by id for no key update`,
    [[...new Set(numbers)]],
  )
  return new Map(found.map((one) => [one.number, one]))
}

/** What came by file learns how it ended. */
async function settle(db: Db, changed: readonly Known[]) {
  if (changed.length === 0) return
  await db.rows(
    'import-cases-settle',
    `update cases k set settlement = r.settlement, on_time = r."onTime", disputed = r.disputed,
       state = case when r.settlement is not null then 'closed' else k.state end, open = k.open and r.settlement is null,
       step = case when r.settlement is null then k.step end, step_by = case when r.settlement is null then k.step_by end,
       step_due_at = case when r.settlement is null then k.step_due_at end
     from jsonb_to_recordset($1::jsonb) r (id uuid, settlement text, "onTime" boolean, disputed boolean) where k.id = r.id`,
    [JSON.stringify(changed)],
  )
}

function rowOf(
  row: CaseSaid,
  of: {
    id: string
    customerId: string | null
    viewerId: string
    importId: string
    time: ServiceTime
    demands: CaseClass
  },
): RowOf<'cases'> {
  const { demands, viewerId } = of
  // A day without a time begins with the service.
  const receivedAt = new Date(`${row.receivedOn}T${of.time.opens}:00+08:00`)
  const limits = limitsOf(of.time, receivedAt, demands)
  const over = row.settlement !== null
  const examined = isExamined(row.kind)
  return {
    id: of.id,
    number: row.number,
    kind: row.kind,
    class_id: demands.id,
    channel: row.channel,
    title: row.title,
    details: row.details,
    topic: row.topic,
    cause: row.cause,
    customer_id: of.customerId,
    live: true,
    complainants: 1,
    first_handler_id: viewerId,
    handler_id: viewerId,
    state: over ? 'closed' : examined ? 'investigating' : 'received',
    open: !over,
    step: over ? null : 'answer',
    step_by: over ? null : viewerId,
    step_due_at: over ? null : limits.finishDueAt,
    settlement: row.settlement,
    disputed: row.disputed,
    on_time: row.onTime,
    received_at: receivedAt,
    acknowledge_due_at: limits.acknowledgeDueAt,
    accept_due_at: limits.acceptDueAt,
    target_due_at: limits.targetDueAt,
    finish_due_at: limits.finishDueAt,
    extended_days: 0,
    waited_minutes: 0,
    at_first_contact: false,
    version: 1,
    created_at: new Date(),
    updated_at: new Date(),
    created_by: viewerId,
    import_id: of.importId,
  }
}

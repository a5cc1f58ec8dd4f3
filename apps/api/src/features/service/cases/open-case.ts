import type { Case, CaseEvent } from '@rapport/contract/service/cases'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Place, Seal } from '@rapport/database/seal'
import { mayDecideOn } from '#features/administration/approvals/may-decide.ts'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import { workingMinutes } from '#features/service/working-time/working-time.ts'
import { Refused } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import { anybodys, stepsOf } from './case-moves.ts'
import { type CaseStanding, standingOf } from './case-rows.ts'

/** Who does something with cases, and when. */
export interface Doing {
  db: Db
  viewer: SignedIn
  now: Date
  seal: Seal
}

export const phoneOf = (id: string): Place => `cases.caller_phone.${id}`
export const supervises = ({ permissions }: SignedIn) => permissions.includes('case.supervise')
/** Who may do steps at all; compliance and head office do those of what they have taken over. */
export const works = ({ permissions }: SignedIn) =>
  permissions.includes('case.work') || permissions.includes('case.supervise')

/** Whether a step of this case is the viewer's to do: nobody else has it. */
export const isTheirs = (row: CaseStanding, viewer: SignedIn) =>
  works(viewer) && (row.handler === null || row.handler.id === viewer.id)

/** A case in sight with what the viewer may do now; 404 otherwise. */
export async function openCase({ db, viewer, now, seal }: Doing, id: string): Promise<Case> {
  const { sealedPhone, proposerId, ...row } = await standingOf(db, id, now)
  const all = works(viewer) ? stepsOf(row) : []
  const theirs = isTheirs({ ...row, sealedPhone, proposerId }, viewer)
  return {
    ...row,
    callerPhone: sealedPhone === null ? null : seal.open(sealedPhone, phoneOf(id)),
    steps: theirs ? all : all.filter((step) => anybodys.includes(step)),
    approves: row.state === 'proposed' && (await mayDecideOn(db, 'case-answer', id)),
    supervises: supervises(viewer) && row.open,
  }
}

/** Writes down that something happened to a case. */
export const tell = (
  { db, now }: Pick<Doing, 'db' | 'now'>,
  id: string,
  what: CaseEvent['what'],
  handlerId: string | null,
  note: string | null,
) =>
  db.rows(
    'case.event',
    `insert into case_events (id, case_id, at, actor_id, what, handler_id, note)
     values ($1::uuid, $2::uuid, $3::timestamptz, viewer_id(), $4, $5::uuid, $6)`,
    [newId(), id, now, what, handlerId, note],
  )

/** Every state, person and minute of a case, earliest first. */
export async function historyOf({ db, viewer, now }: Doing, id: string): Promise<{ items: CaseEvent[] }> {
  await standingOf(db, id, now)
  const time = await serviceTime(db, viewer.described.today)
  const events = await db.rows<Omit<CaseEvent, 'minutes'>>(
    'case.history',
    `select e.id, e.at, e.what, p.name as actor, h.name as handler, e.note from case_events e
     left join users p on p.id = e.actor_id left join users h on h.id = e.handler_id
     where e.case_id = $1::uuid order by e.at, e.id`,
    [id],
  )
  const items = events.map((event, i) => {
    const before = events[i - 1]
    return { ...event, minutes: before ? workingMinutes(time, new Date(before.at), new Date(event.at)) : 0 }
  })
  return { items }
}

/** What a write on a case changes, by column; a case that somebody else changed meanwhile is 412. */
export async function write({ db }: Doing, row: CaseStanding, columns: Readonly<Record<string, unknown>>) {
  const names = Object.keys(columns)
  const sets = names.map((name, i) => `${name} = $${i + 3}${casts[name] ?? ''}`)
  const changed = await db.rows(
    '',
    `update cases set ${sets.join(', ')} where id = $1::uuid and version = $2 returning id`,
    [row.id, row.version, ...Object.values(columns)],
  )
  if (changed.length === 0) throw new Refused(412, 'version.stale')
}

const casts: Readonly<Record<string, string>> = Object.fromEntries([
  ...['handler_id', 'step_by', 'subject_id', 'proposed_by', 'approved_by', 'customer_id', 'class_id'].map((name) => [
    name,
    '::uuid',
  ]),
  ['follow_up_on', '::date'],
])

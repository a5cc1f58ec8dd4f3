import type { BodyOf } from '@rapport/contract/endpoint'
import type { cases } from '@rapport/contract/service/cases'
import type { Db } from '@rapport/database/as-viewer'
import { Refused, refusedField } from '#http/refused.ts'
import { type CaseStanding, standingOf } from './case-rows.ts'
import { type Doing, openCase, tell, write } from './open-case.ts'

/** `u` may have the case: works with cases, is at work, is not whom it is about, and sees its customer; $1 customer, $2 subject. */
const mayHave = `u.disabled_at is null and r.permissions && array['case.work', 'case.supervise'] and u.id is distinct from $2::uuid
  and case when $1::uuid is null then $3 or u.unit_id = any (viewer_units()) else person_sees_customer(u.id, $1::uuid) end`

const reachOf = (row: CaseStanding, { viewer }: Doing) => [
  row.customer?.id ?? null,
  row.subject?.id ?? null,
  viewer.scope === 'all',
]

/** Whom a case may be given to. */
export async function handlersOf(doing: Doing, id: string) {
  const row = await standingOf(doing.db, id, doing.now)
  const items = await doing.db.rows<{ id: string; name: string }>(
    'case.handlers',
    `select u.id, u.name from users u join roles r on r.id = u.role_id where ${mayHave} order by u.name, u.id limit 500`,
    reachOf(row, doing),
  )
  return { items }
}

async function refuseWhoMayNot(db: Db, reach: unknown[], handlerId: string) {
  const [may] = await db.rows(
    'case.may-have',
    `select u.id from users u join roles r on r.id = u.role_id where ${mayHave} and u.id = $4::uuid`,
    [...reach, handlerId],
  )
  if (!may) throw refusedField('handlerId', 'case.cannot-have')
}

/** Takes a case over or gives it to somebody else; while an answer is looked at, whoever looks keeps doing so. */
export async function assignCase(doing: Doing, id: string, { handlerId, reason }: BodyOf<typeof cases.assign>) {
  const { db, now } = doing
  const row = await standingOf(db, id, now, true)
  if (!row.open) throw new Refused(409, 'case.over')
  await refuseWhoMayNot(db, reachOf(row, doing), handlerId)
  await db.because(reason)
  await write(doing, row, { handler_id: handlerId, ...(row.turn !== 'approve' && { step_by: handlerId }) })
  return openCase(doing, id)
}

/** Says whom a case is about: from then on it is out of their sight, and what they had to do falls to whoever says so. */
export async function recuseFrom(doing: Doing, id: string, { subjectId, reason }: BodyOf<typeof cases.recuse>) {
  const { db, viewer, now } = doing
  const row = await standingOf(db, id, now, true)
  if (subjectId === viewer.id) throw refusedField('subjectId', 'case.oneself')
  const has = (person: { id: string } | null) => subjectId !== null && person?.id === subjectId
  if (subjectId !== null) {
    const [known] = await db.rows('case.known-person', 'select id from users where id = $1::uuid', [subjectId])
    if (!known) throw refusedField('subjectId', 'case.unknown-person')
  }
  await db.because(reason)
  await write(doing, row, {
    subject_id: subjectId,
    ...(has(row.handler) && { handler_id: viewer.id }),
    ...(has(row.turnBy) && { step_by: viewer.id }),
  })
  await tell(doing, id, 'recused', has(row.handler) ? viewer.id : (row.handler?.id ?? null), reason)
  return openCase(doing, id)
}

import type { ApprovalDelegation, approvalDelegations } from '@rapport/contract/administration/approval-delegations'
import { approvalKindNames, approvalKindOf } from '@rapport/contract/administration/approval-kinds'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { Refused, refusedField } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'

/** Longer than this somebody else's role is changed instead (days). */
const LONGEST = 366
const DAY = 86_400_000

const today = `(clock_timestamp() at time zone 'Asia/Shanghai')::date`
const columns = `d.id, json_build_object('id', f.id, 'name', f.name) as from, json_build_object('id', t.id, 'name', t.name) as to, d.kinds,
  d.from_on::text as "fromOn", d.until_on::text as "untilOn", d.reason, d.ended_at as "endedAt", d.from_id = viewer_id() as mine,
  case when d.ended_at is not null or d.until_on < ${today} then 'over' when d.from_on > ${today} then 'planned' else 'running' end as state`
const joins = 'approval_delegations d join users f on f.id = d.from_id join users t on t.id = d.to_id'

/** For whom the viewer decides and who decides for the viewer, the latest first. */
export async function listDelegations(db: Db) {
  const items = await db.rows<ApprovalDelegation>(
    'approval-delegations',
    `select ${columns} from ${joins} where viewer_id() in (d.from_id, d.to_id) order by d.from_on desc, d.id desc limit 200`,
    [],
  )
  return { items }
}

async function openDelegation(db: Db, id: string): Promise<ApprovalDelegation> {
  const [row] = await db.rows<ApprovalDelegation>(
    'approval-delegation',
    `select ${columns} from ${joins} where d.id = $1::uuid`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  return row
}

/** What the viewer decides, as the permissions that it needs. */
const decidedBy = ({ permissions }: SignedIn) =>
  approvalKindNames.map((kind) => approvalKindOf(kind).decides).filter((permission) => permissions.includes(permission))

/** Who is at work and may decide something that the viewer decides; by name, fifty at most. */
export async function peopleToStandIn(db: Db, viewer: SignedIn, q: string | undefined, one: string | null = null) {
  const items = await db.rows<{ id: string; name: string; unit: string }>(
    'approval-delegations.people',
    `select u.id, u.name, n.name as unit from users u join roles r on r.id = u.role_id join units n on n.id = u.unit_id
     where u.disabled_at is null and u.id <> viewer_id() and 'approval.use' = any (r.permissions) and r.permissions && $1::text[]
       and ($2::text is null or strpos(lower(u.name), lower($2)) > 0) and ($3::uuid is null or u.id = $3::uuid)
     order by u.unit_id is distinct from $4::uuid, u.name, u.id limit 50`,
    [decidedBy(viewer), q?.trim() || null, one, viewer.described.unit.id],
  )
  return { items }
}

/** Lets somebody decide for the viewer: 422 for who may not, for days that have gone, for a second one at the same time. */
export async function delegate(db: Db, viewer: SignedIn, draft: BodyOf<typeof approvalDelegations.create>, now: Date) {
  const { toId, kinds, fromOn, untilOn, reason } = draft
  if (toId === viewer.id) throw refusedField('toId', 'approval.to-oneself')
  if (untilOn < viewer.described.today) throw refusedField('untilOn', 'approval.gone')
  if (Date.parse(untilOn) - Date.parse(fromOn) >= LONGEST * DAY) throw refusedField('untilOn', 'approval.too-long')
  if ((await peopleToStandIn(db, viewer, undefined, toId)).items.length === 0)
    throw refusedField('toId', 'approval.cannot-stand-in')
  const [other] = await db.rows(
    'approval-delegation.other',
    `select id from approval_delegations where from_id = viewer_id() and to_id = $1::uuid and ended_at is null
       and from_on <= $3::date and until_on >= $2::date and (kinds = '{}' or $4::text[] = '{}' or kinds && $4::text[])`,
    [toId, fromOn, untilOn, kinds],
  )
  if (other) throw refusedField('toId', 'approval.stands-in-already')
  const id = newId()
  await db.rows(
    'approval-delegation.create',
    `insert into approval_delegations (id, from_id, to_id, kinds, from_on, until_on, reason, created_at)
     values ($1::uuid, viewer_id(), $2::uuid, $3::text[], $4::date, $5::date, $6, $7::timestamptz)`,
    [id, toId, [...new Set(kinds)], fromOn, untilOn, reason, now],
  )
  return openDelegation(db, id)
}

/** Ends it before its last day; 404 for what is not the viewer's to end, 409 where it is over. */
export async function endDelegation(db: Db, id: string, now: Date) {
  const delegation = await openDelegation(db, id)
  if (!delegation.mine) throw new Refused(404, 'not-found')
  if (delegation.state === 'over') throw new Refused(409, 'approval.delegation-over')
  await db.rows(
    'approval-delegation.end',
    'update approval_delegations set ended_at = $2::timestamptz where id = $1::uuid and ended_at is null',
    [id, now],
  )
  return openDelegation(db, id)
}

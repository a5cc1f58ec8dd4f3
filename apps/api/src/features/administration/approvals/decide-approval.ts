import type { ApprovalKind } from '@rapport/contract/administration/approval-kinds'
import type { Approval, ApprovalVerdict } from '@rapport/contract/administration/approvals'
import { notify } from '#features/administration/notifications/notify.ts'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import { Refused, stale } from '#http/refused.ts'
import { openApproval } from './approval-rows.ts'
import type { Doing } from './approval-subject.ts'
import { effects } from './effects.ts'
import { limitOf, submitApproval, tellDeciders } from './submit-approval.ts'

/** What the database's functions say; everything but these is how it went on. */
function refuseWhere(came: string, approval: Approval, viewerId: string) {
  if (came === 'gone') throw new Refused(404, 'not-found')
  if (came === 'over') throw new Refused(409, 'approval.over')
  if (came === 'stale') throw stale()
  if (came === 'not-yours')
    throw new Refused(403, approval.requester.id === viewerId ? 'approval.own' : 'approval.not-yours')
}

/** Whether what was submitted is still what would take effect: 409 where it is not. */
async function refuseChanged({ db }: Doing, { id, kind, subject }: Approval) {
  const now = await effects[kind].asked(db, subject.id)
  const [was] = await db.rows<{ stamp: string }>(
    'approval.stamp',
    'select subject_stamp as stamp from approvals where id = $1::uuid',
    [id],
  )
  if (now === null || now.stamp !== was!.stamp) throw new Refused(409, 'approval.changed')
}

/**
 * Decides the present step: 404 out of sight, 403 for one's own or somebody else's, 409 where it is over or what was asked for has
 * changed, 412 where somebody decided meanwhile. Of two at once exactly one decides.
 */
export async function decideApproval(doing: Doing, id: string, version: number, { verdict, note }: ApprovalVerdict) {
  const { db, viewer, now } = doing
  const before = await openApproval(doing, id)
  const onward = before.steps.find(({ state }) => state === 'coming')
  const time = await serviceTime(db, viewer.described.today)
  const limit = onward && limitOf(time, now, onward.hours)
  const [row] = await db.rows<{ came: string }>(
    'approval.decide',
    'select decide_approval($1::uuid, $2, $3, $4, $5::timestamptz, $6::timestamptz, $7::timestamptz) as came',
    [id, version, verdict, note, now, limit?.dueAt ?? null, limit?.warnAt ?? null],
  )
  const { came } = row!
  refuseWhere(came, before, viewer.id)
  await refuseChanged(doing, before)
  if (came === 'next') await passOn(doing, before)
  if (came === 'done') await finish(doing, before, verdict, note)
  return openApproval(doing, id)
}

async function passOn(doing: Doing, { id, kind, subject }: Approval) {
  const people = await doing.db.rows<{ id: string }>('approval.told', 'select p as id from approval_told($1::uuid) p', [
    id,
  ])
  const told = await effects[kind].waitsFor?.(
    doing,
    subject.id,
    people.map((one) => one.id),
  )
  await tellDeciders(doing, id, [told ?? null])
}

async function finish(
  doing: Doing,
  { id, kind, subject, requester }: Approval,
  verdict: ApprovalVerdict['verdict'],
  note: string | null,
) {
  const { db, viewer, now } = doing
  if (verdict === 'approved') await effects[kind].approved(doing, subject.id, viewer.id, note)
  else await effects[kind].sentBack(doing, subject.id, verdict, note)
  if (!effects[kind].tells)
    await notify(db, [{ userId: requester.id, kind: `approval-${verdict}`, about: { kind: 'approval', id } }], now)
}

/** Withdraws one's own while it waits or was returned. */
export async function withdrawApproval(doing: Doing, id: string, version: number, note: string | null) {
  const before = await openApproval(doing, id)
  if (before.version !== version) throw stale()
  const [row] = await doing.db.rows<{ came: string }>(
    'approval.withdraw',
    `select end_approval($1::uuid, 'withdrawn', $2, $3::timestamptz) as came`,
    [id, note, doing.now],
  )
  refuseWhere(row!.came, before, '')
  // What was returned has been sent back already.
  if (before.state === 'waiting') await effects[before.kind].sentBack(doing, before.subject.id, 'withdrawn', note)
  return openApproval(doing, id)
}

/** Submits again what was returned, as it is now: 409 where there is nothing to approve of it as it stands. */
export async function submitAgain(doing: Doing, id: string, version: number, note: string | null) {
  const before = await openApproval(doing, id)
  if (before.version !== version) throw stale()
  if (before.requester.id !== doing.viewer.id) throw new Refused(403, 'approval.not-yours')
  if (before.state !== 'returned') throw new Refused(409, 'approval.over')
  const { kind, subject } = before
  const asked = await effects[kind].asked(doing.db, subject.id)
  if (asked === null) throw new Refused(409, 'approval.nothing-to-submit')
  const { state } = await submitApproval(doing, { kind, subjectId: subject.id, subject: asked, note, before: id })
  if (state === 'approved') await effects[kind].approved(doing, subject.id, null, note)
  else await tellDeciders(doing, id)
  return openApproval(doing, id)
}

/** Decides what waits of a record as the viewer: the calls that each kind had before. 409 where nothing of it waits. */
export async function decideOn(doing: Doing, kind: ApprovalKind, subjectId: string, verdict: ApprovalVerdict) {
  const [waits] = await doing.db.rows<{ id: string; version: number }>(
    'approval.of-subject',
    `select id, version from approvals where kind = $1 and subject_id = $2::uuid and state = 'waiting'`,
    [kind, subjectId],
  )
  if (!waits) throw new Refused(409, 'approval.none')
  return decideApproval(doing, waits.id, waits.version, verdict)
}

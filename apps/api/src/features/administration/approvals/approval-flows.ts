import {
  type ApprovalFlow,
  type ApprovalStepDraft,
  conditionFault,
} from '@rapport/contract/administration/approval-flows'
import { type ApprovalKind, approvalKindNames, approvalKindOf } from '@rapport/contract/administration/approval-kinds'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { Refused, refusedField, stale } from '#http/refused.ts'

const version = (alias: string, more: string) =>
  `json_build_object('number', ${alias}.number, 'steps', ${alias}.steps, ${more})`

async function flowsOf(db: Db, kind: ApprovalKind | null): Promise<ApprovalFlow[]> {
  return db.rows<ApprovalFlow>(
    'approval-flows',
    `select l.kind, ${version('l', `'liveAt', l.live_at, 'madeBy', lm.name, 'approvedBy', la.name`)} as live,
       case when d.id is not null then ${version(
         'd',
         `'version', d.version, 'madeBy', dm.name, 'madeAt', d.made_at,
         'mine', d.made_by is not distinct from viewer_id()`,
       )} end as draft,
       (select coalesce(json_agg(json_build_object('number', r.number, 'count', r.n) order by r.number desc), '[]')
        from running_approvals() r where r.kind = l.kind) as running
     from approval_flows l left join approval_flows d on d.kind = l.kind and d.state = 'draft'
     left join users lm on lm.id = l.made_by left join users la on la.id = l.approved_by left join users dm on dm.id = d.made_by
     where l.state = 'live' and ($1::text is null or l.kind = $1)`,
    [kind],
  )
}

/** All kinds in the order of the contract. */
export async function listFlows(db: Db) {
  const found = await flowsOf(db, null)
  return { items: approvalKindNames.flatMap((kind) => found.find((one) => one.kind === kind) ?? []) }
}

const openFlow = async (db: Db, kind: ApprovalKind) => (await flowsOf(db, kind))[0]!

/** Roles that hold what a kind demands of whoever decides. */
export async function rolesThatDecide(db: Db) {
  const roles = await db.rows<{ code: string; name: string; nameZh: string; permissions: string[] }>(
    'approval-flows.roles',
    'select code, name, name_zh as "nameZh", permissions from roles order by code',
    [],
  )
  const items = roles.map(({ permissions, ...role }) => ({
    ...role,
    kinds: approvalKindNames.filter(
      (kind) => permissions.includes('approval.use') && permissions.includes(approvalKindOf(kind).decides),
    ),
  }))
  return { items: items.filter(({ kinds }) => kinds.length > 0) }
}

/** What of the steps does not fit the kind: 422 at its field. */
async function refuseUnfit(db: Db, kind: ApprovalKind, steps: readonly ApprovalStepDraft[]) {
  const roles = (await rolesThatDecide(db)).items.filter(({ kinds }) => kinds.includes(kind)).map(({ code }) => code)
  const { placed } = approvalKindOf(kind)
  steps.forEach((step, at) => {
    const place = `steps.${at}`
    if (step.roles.some((code) => !roles.includes(code))) throw refusedField(`${place}.roles`, 'approval-flow.role')
    if (!placed && step.level !== 'scope' && step.level !== 'head-office')
      throw refusedField(`${place}.level`, 'approval-flow.level')
    step.conditions.forEach((condition, number) => {
      const fault = conditionFault(kind, condition)
      if (fault) throw refusedField(`${place}.conditions.${number}.${fault}`, 'approval-flow.condition')
    })
  })
}

/** Writes the draft down, in place of the one that there is: whoever changes it last is its maker. */
export async function saveDraft(db: Db, kind: ApprovalKind, steps: readonly ApprovalStepDraft[]) {
  await refuseUnfit(db, kind, steps)
  await db.rows(
    'approval-flow.draft',
    `insert into approval_flows as f (id, kind, number, steps, made_by, updated_by)
     select $1::uuid, $2, max(number) + 1, $3::jsonb, viewer_id(), viewer_id() from approval_flows where kind = $2
     on conflict (kind) where state = 'draft' do update
       set steps = excluded.steps, made_by = excluded.made_by, made_at = clock_timestamp()`,
    [newId(), kind, JSON.stringify(steps)],
  )
  return openFlow(db, kind)
}

/** Takes the draft back; 409 where there is none. */
export async function dropDraft(db: Db, kind: ApprovalKind) {
  const gone = await db.rows(
    'approval-flow.drop',
    `delete from approval_flows where kind = $1 and state = 'draft' returning id`,
    [kind],
  )
  if (gone.length === 0) throw new Refused(409, 'approval-flow.no-draft')
  return openFlow(db, kind)
}

/** Lets the draft live in place of what lived: never by whoever wrote it. What runs keeps its version. */
export async function goLive(db: Db, kind: ApprovalKind, at: number, now: Date) {
  const { draft } = await openFlow(db, kind)
  if (!draft) throw new Refused(409, 'approval-flow.no-draft')
  if (draft.mine) throw new Refused(403, 'approval-flow.own-draft')
  if (draft.version !== at) throw stale()
  await refuseUnfit(db, kind, draft.steps)
  await db.rows(
    'approval-flow.former',
    `update approval_flows set state = 'former' where kind = $1 and state = 'live'`,
    [kind],
  )
  const made = await db.rows(
    'approval-flow.live',
    `update approval_flows set state = 'live', approved_by = viewer_id(), live_at = $3::timestamptz
     where kind = $1 and state = 'draft' and version = $2 returning id`,
    [kind, at, now],
  )
  if (made.length === 0) throw stale()
  return openFlow(db, kind)
}

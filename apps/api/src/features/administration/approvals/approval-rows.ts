import type { Approval, ApprovalDecision, ApprovalRow } from '@rapport/contract/administration/approvals'
import { Refused } from '#http/refused.ts'
import type { Doing } from './approval-subject.ts'

const person = (alias: string) =>
  `case when ${alias}.id is not null then json_build_object('id', ${alias}.id, 'name', ${alias}.name) end`

/** The decision `d` by `b`, for `f` where they stood in. */
const decision = `json_build_object('round', d.round, 'step', d.step, 'action', d.action, 'by', ${person('b')}, 'forWhom', ${person('f')},
  'note', d.note, 'at', d.at)`
const decisionJoins = 'approval_decisions d join users b on b.id = d.by_id left join users f on f.id = d.for_id'

const steps = `(select coalesce(json_agg(json_build_object('position', s.position, 'name', s.name, 'nameZh', s.name_zh, 'state', s.state,
    'level', s.level, 'needs', s.needs, 'hours', s.hours, 'dueAt', s.due_at,
    'roles', (select coalesce(json_agg(json_build_object('name', r.name, 'nameZh', r.name_zh) order by r.code), '[]') from roles r where r.code = any (s.roles)),
    'decisions', (select coalesce(json_agg(${decision} order by d.at, d.id), '[]') from ${decisionJoins}
      where d.approval_id = a.id and d.round = a.round and d.step = s.position)) order by s.position), '[]')
  from approval_steps s where s.approval_id = a.id and s.round = a.round)`

/** What a row of a list needs of the approval `a`; $1 is now. */
export const rowColumns = `a.id, a.version, a.number, a.kind, a.title, a.title_zh as "titleZh",
  json_build_object('id', a.subject_id, 'code', a.subject_code) as subject, ${person('c')} as customer, ${person('n')} as unit,
  ${person('q')} as requester, a.state, a.round, a.submitted_at as "submittedAt", a.decided_at as "decidedAt", a.due_at as "dueAt",
  coalesce(a.due_at < $1::timestamptz, false) as overdue, ${steps} as steps, a.id = any (array(select viewer_approvals())) as decides`
export const rowJoins = `join users q on q.id = a.requester_id left join customers c on c.id = a.customer_id left join units n on n.id = a.unit_id`

type Found = ApprovalRow & Pick<Approval, 'fields' | 'flow'>

/** An approval in sight with all that happened and what the viewer may do; 404 otherwise. */
export async function openApproval({ db, viewer, now }: Doing, id: string): Promise<Approval> {
  const [row] = await db.rows<Found>(
    'approval.open',
    `select ${rowColumns}, a.fields, w.number as flow from approvals a ${rowJoins} join approval_flows w on w.id = a.flow_id where a.id = $2::uuid`,
    [now, id],
  )
  if (!row) throw new Refused(404, 'not-found')
  const history = await db.rows<{ one: ApprovalDecision }>(
    'approval.history',
    `select ${decision} as one from ${decisionJoins} where d.approval_id = $1::uuid order by d.at, d.id`,
    [id],
  )
  const deciders = await db.rows<Approval['deciders'][number]>(
    'approval.deciders',
    `select p.id, p.name, ${person('f')} as "forWhom" from approval_rights($1::uuid) r join users p on p.id = r.user_id
     left join users f on f.id = r.for_id order by r.for_id is not null, p.name, p.id limit 50`,
    [id],
  )
  const asked = row.requester.id === viewer.id
  return {
    ...row,
    history: history.map(({ one }) => one),
    deciders,
    withdraws: asked && (row.state === 'waiting' || row.state === 'returned'),
    submits: asked && row.state === 'returned',
  }
}

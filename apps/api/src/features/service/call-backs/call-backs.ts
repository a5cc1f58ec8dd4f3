import type { BodyOf } from '@rapport/contract/endpoint'
import type { CallBackScript, callBacks, OpenCallBack } from '@rapport/contract/service/call-backs'
import type { Db } from '@rapport/database/as-viewer'
import { finish } from '#features/service/tasks/task-results.ts'
import { may } from '#features/service/tasks/task-rows.ts'
import { toDo } from '#features/service/tasks/tasks.ts'
import { serviceTime } from '#features/service/working-time/service-time.ts'
import { dueAfter } from '#features/service/working-time/working-time.ts'
import { Refused, refusedField } from '#http/refused.ts'
import type { SignedIn } from '#http/session.ts'
import { type CallBackRow, callBackColumns, callBackJoins, callBackOf } from './call-back-rows.ts'
import { scriptOf } from './scripts.ts'

type Result = BodyOf<typeof callBacks.record>

/** A call-back with what is asked; 404 out of sight, and for whoever's own customer it is. */
export async function openCallBack(db: Db, id: string, today: string): Promise<OpenCallBack> {
  const [row] = await db.rows<
    CallBackRow & Omit<OpenCallBack, keyof CallBackRow | 'customer' | 'unit' | 'script'> & { scriptId: string | null }
  >(
    'call-back.open',
    `select ${callBackColumns}, b.script_id as "scriptId", coalesce(b.answers, '[]') as answers, b.recording_url as "recordingUrl", b.note,
       b.verdict_note as "verdictNote", b.certified_at as "certifiedAt", k.name as "certifiedBy",
       ${may} and t.open and (t.assignee_id is null or t.assignee_id = viewer_id()) as mine
     from call_backs b ${callBackJoins} left join users k on k.id = b.certified_by where b.id = $1::uuid`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  const { scriptId, ...callBack } = row
  return { ...callBackOf(callBack), script: await scriptOf(db, row.kind, scriptId, today) }
}

/** How many answers are findings; 422 where a question has no answer, or one that is not offered. */
function findingsIn({ questions }: CallBackScript, answers: Result['answers']): number {
  if (answers.length !== questions.length) throw refusedField('answers', 'call-back.answers-missing')
  return questions.filter(({ code, answers: offered }) => {
    const said = answers.filter(({ question }) => question === code)
    const answer = offered.find((one) => one.code === said[0]?.answer)
    if (said.length !== 1 || !answer) throw refusedField('answers', 'call-back.answers-missing')
    return answer.finding
  }).length
}

/**
 * Writes down what came of a call-back. Its task goes the way of tasks: who was not reached is tried again, then it is closed. What the
 * customer said stays here, where their manager does not read; a suspicion is told to compliance by the end of the next working day.
 */
export async function recordCallBack(db: Db, viewer: SignedIn, id: string, result: Result, now: Date) {
  const callBack = await openCallBack(db, id, viewer.described.today)
  const task = await toDo(db, callBack.taskId)
  const reached = result.outcome === 'reached'
  // Another version may have come while the customer was on the line: only one that is asked no more is refused.
  if (callBack.script.id !== result.scriptId) throw new Refused(409, 'call-back.script-changed')
  if (!reached && result.answers.length > 0) throw refusedField('answers', 'call-back.not-asked')
  const found = reached ? findingsIn(callBack.script, result.answers) : 0
  const { outcome, minutes } = result
  // No word of the customer goes into the task or its visit: the manager reads those.
  const told = { outcome, channel: 'phone' as const, minutes, feedback: null, note: null, nextOn: null }
  const { state } = await finish(db, viewer, task, told, now)
  const over = state === 'done'
  const dueAt = dueAfter(await serviceTime(db, viewer.described.today), now, { clock: 'working', days: 1 })
  await db.rows(
    'call-back.record',
    `update call_backs set outcome = case when $2 then $3 end, answers = $4::jsonb, script_id = $5::uuid, found = $6,
       suspicion_due_at = $8::timestamptz, suspicion = coalesce(suspicion, $7), recording_url = coalesce($9, recording_url),
       note = coalesce($10, note), done_at = case when $2 then $11::timestamptz end, done_by = case when $2 then viewer_id() end
     where id = $1::uuid and done_at is null`,
    [
      id,
      over,
      outcome,
      reached ? JSON.stringify(result.answers) : null,
      reached ? result.scriptId : null,
      found,
      result.suspicion,
      dueAt,
      result.recordingUrl,
      result.note,
      now,
    ],
  )
  return openCallBack(db, id, viewer.described.today)
}

/** Compliance has listened: the call-back counts, or it does not. What was told them as suspicious is done with that. */
export async function certifyCallBack(
  db: Db,
  viewer: SignedIn,
  id: string,
  { verdict, note }: BodyOf<typeof callBacks.certify>,
  now: Date,
) {
  const callBack = await openCallBack(db, id, viewer.described.today)
  if (callBack.doneAt === null) throw new Refused(409, 'call-back.not-done')
  const written = await db.rows<{ id: string }>(
    'call-back.certify',
    `update call_backs set verdict = $2, verdict_note = $3, certified_at = $4::timestamptz, certified_by = viewer_id()
     where id = $1::uuid and done_at is not null and done_by <> viewer_id() returning id`,
    [id, verdict, note, now],
  )
  if (written.length === 0) throw new Refused(403, 'call-back.own')
  await db.rows(
    'call-back.suspicion-done',
    `update tasks set state = 'done', open = false, done_at = $2::timestamptz, done_by = $3::uuid, outcome = 'handled'
     where kind = 'call-back' and about_id = $1::uuid and code = 'suspicion' and open`,
    [id, now, viewer.id],
  )
  return openCallBack(db, id, viewer.described.today)
}

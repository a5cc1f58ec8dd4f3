import {
  fillsItself,
  type MessageTemplate,
  type MessageTemplateDraft,
} from '@rapport/contract/service/message-templates'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Doing } from '#features/administration/approvals/approval-subject.ts'
import { decideOn } from '#features/administration/approvals/decide-approval.ts'
import { dropApproval, submitApproval, tellDeciders } from '#features/administration/approvals/submit-approval.ts'
import { ownVariables, variablesIn } from '#features/service/messages/words-of.ts'
import { Refused, refusedField } from '#http/refused.ts'
import { templateEffects } from './template-effects.ts'

const columns = `t.id, t.code, t.number, t.channel, t.class, t.urgent, t.name, t.name_zh as "nameZh", t.subject, t.subject_zh as "subjectZh",
  t.body, t.body_zh as "bodyZh", t.state, m.name as "madeBy", t.made_at as "madeAt", a.name as "approvedBy", t.approved_at as "approvedAt",
  t.made_by = viewer_id() as mine, t.state = 'draft' and exists (select from approvals x where x.kind = 'message-template' and x.subject_id = t.id
    and x.id = any (array(select viewer_approvals()))) as approves`
const joins = 'message_templates t left join users m on m.id = t.made_by left join users a on a.id = t.approved_by'

type Row = Omit<MessageTemplate, 'asks'> & { mine: boolean }
const shown = ({ mine: _, ...row }: Row): MessageTemplate => ({
  ...row,
  asks: variablesIn(row).filter((name) => !ownVariables.includes(name)),
})

/** Every version of every template, by code, the latest first. */
export async function listTemplates(db: Db) {
  const rows = await db.rows<Row>(
    'message-templates',
    `select ${columns} from ${joins} order by t.code, t.number desc`,
    [],
  )
  return { items: rows.map(shown) }
}

async function rowOf(db: Db, id: string): Promise<Row> {
  const [row] = await db.rows<Row>('message-template', `select ${columns} from ${joins} where t.id = $1::uuid`, [id])
  if (!row) throw new Refused(404, 'not-found')
  return row
}

export const openTemplate = async (db: Db, id: string): Promise<MessageTemplate> => shown(await rowOf(db, id))

/**
 * The next version of a template, which says nothing to anybody until it is approved. Its channel never changes. A draft of the
 * viewer's own that was returned goes on with this one.
 */
export async function draftTemplate(doing: Doing, draft: MessageTemplateDraft): Promise<MessageTemplate> {
  const { db, now } = doing
  const [known] = await db.rows<{ channel: string; number: number }>(
    'message-template.known',
    'select channel, number from message_templates where code = $1 order by number desc limit 1',
    [draft.code],
  )
  if (known && known.channel !== draft.channel) throw refusedField('channel', 'template.channel')
  const id = newId()
  await db.rows(
    'message-template.draft',
    `insert into message_templates (id, code, number, channel, class, urgent, name, name_zh, subject, subject_zh, body, body_zh, made_by, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, viewer_id(), $13)`,
    [
      id,
      draft.code,
      (known?.number ?? 0) + 1,
      draft.channel,
      draft.class,
      draft.urgent,
      draft.name,
      draft.nameZh,
      draft.subject,
      draft.subjectZh,
      draft.body,
      draft.bodyZh,
      now,
    ],
  )
  const before = await replaceReturned(db, draft.code)
  const subject = (await templateEffects.asked(db, id))!
  const asked = await submitApproval(doing, { kind: 'message-template', subjectId: id, subject, before })
  if (asked.state === 'approved') await templateEffects.approved(doing, id, null, null)
  else await tellDeciders(doing, asked.id)
  return openTemplate(db, id)
}

/** A draft of the viewer's own that was returned retires; gives its approval. */
async function replaceReturned(db: Db, code: string): Promise<string | null> {
  const [was] = await db.rows<{ id: string; subject: string }>(
    'message-template.returned',
    `select id, subject_id as subject from approvals where kind = 'message-template' and subject_code = $1 and state = 'returned'
       and requester_id = viewer_id() order by submitted_at desc limit 1`,
    [code],
  )
  if (!was) return null
  await db.rows('message-template.retire', `update message_templates set state = 'retired' where id = $1`, [
    was.subject,
  ])
  return was.id
}

/** Approves a draft of somebody else, as its flow says; the version before it retires with the last step. 409 for what is no draft, 422 for one's own. */
export async function approveTemplate(doing: Doing, id: string): Promise<MessageTemplate> {
  const template = await rowOf(doing.db, id)
  if (template.state !== 'draft') throw new Refused(409, 'template.not-draft')
  if (template.mine) throw new Refused(422, 'template.own')
  await decideOn(doing, 'message-template', id, { verdict: 'approved', note: null })
  return openTemplate(doing.db, id)
}

/** From now on nobody writes by it; what waits already still goes. */
export async function retireTemplate(doing: Doing, id: string): Promise<MessageTemplate> {
  const { db } = doing
  const template = await openTemplate(db, id)
  if (template.state === 'retired') throw new Refused(409, 'template.retired')
  if (template.state === 'draft') await dropApproval(doing, 'message-template', id)
  await db.rows('message-template.retire', `update message_templates set state = 'retired' where id = $1`, [id])
  return openTemplate(db, id)
}

/** A template that a person may write by; 422 besides where the product alone fills it in. */
export async function templateForPeople(db: Db, id: string): Promise<MessageTemplate> {
  const template = await approvedTemplate(db, id)
  if (fillsItself(template)) throw refusedField('templateId', 'template.fills-itself')
  return template
}

/** A template that may be written by: 404 where there is none, 422 where it is not approved. */
export async function approvedTemplate(db: Db, id: string): Promise<MessageTemplate> {
  const template = await openTemplate(db, id)
  if (template.state !== 'approved') throw refusedField('templateId', 'template.not-approved')
  return template
}

import {
  fillsItself,
  type MessageTemplate,
  type MessageTemplateDraft,
} from '@rapport/contract/service/message-templates'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { ownVariables, variablesIn } from '#features/service/messages/words-of.ts'
import { Refused, refusedField } from '#http/refused.ts'

const columns = `t.id, t.code, t.number, t.channel, t.class, t.urgent, t.name, t.name_zh as "nameZh", t.subject, t.subject_zh as "subjectZh",
  t.body, t.body_zh as "bodyZh", t.state, m.name as "madeBy", t.made_at as "madeAt", a.name as "approvedBy", t.approved_at as "approvedAt",
  t.state = 'draft' and t.made_by is distinct from viewer_id() and viewer_may('message.approve') as approves`
const joins = 'message_templates t left join users m on m.id = t.made_by left join users a on a.id = t.approved_by'

type Row = Omit<MessageTemplate, 'asks'>
const shown = (row: Row): MessageTemplate => ({
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

export async function openTemplate(db: Db, id: string): Promise<MessageTemplate> {
  const [row] = await db.rows<Row>('message-template', `select ${columns} from ${joins} where t.id = $1::uuid`, [id])
  if (!row) throw new Refused(404, 'not-found')
  return shown(row)
}

/** The next version of a template, which says nothing to anybody until a second person approves it. Its channel never changes. */
export async function draftTemplate(db: Db, draft: MessageTemplateDraft, now: Date): Promise<MessageTemplate> {
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
  return openTemplate(db, id)
}

/** Makes a draft of somebody else the version in use; the one before retires. 409 for what is no draft, 422 for one's own. */
export async function approveTemplate(db: Db, id: string, now: Date): Promise<MessageTemplate> {
  const template = await openTemplate(db, id)
  if (template.state !== 'draft') throw new Refused(409, 'template.not-draft')
  if (!template.approves) throw new Refused(422, 'template.own')
  await db.rows(
    'message-template.retire-before',
    `update message_templates set state = 'retired' where code = $1 and state = 'approved'`,
    [template.code],
  )
  await db.rows(
    'message-template.approve',
    `update message_templates set state = 'approved', approved_by = viewer_id(), approved_at = $2 where id = $1 and state = 'draft'`,
    [id, now],
  )
  return openTemplate(db, id)
}

/** From now on nobody writes by it; what waits already still goes. */
export async function retireTemplate(db: Db, id: string): Promise<MessageTemplate> {
  const template = await openTemplate(db, id)
  if (template.state === 'retired') throw new Refused(409, 'template.retired')
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

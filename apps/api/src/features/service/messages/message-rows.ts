import type { Message, MessageRow } from '@rapport/contract/service/messages'
import type { Db } from '@rapport/database/as-viewer'
import type { Spoken } from '#features/service/moments/engine/script.ts'
import { Refused } from '#http/refused.ts'
import { spokenOf, type TemplateWords, wordsOf } from './words-of.ts'

/** What a row of the list needs of the message `m`. */
export const messageColumns = `m.id, json_build_object('id', c.id, 'name', c.name, 'customerNo', c.customer_no) as customer,
  json_build_object('id', t.id, 'code', t.code, 'name', t.name, 'nameZh', t.name_zh) as template, m.channel, m.class, m.state, m.reason,
  m.cause, m.uncertain, m.attempt as attempts, m.due_at as "dueAt", m.created_at as "createdAt", m.sent_at as "sentAt",
  m.delivered_at as "deliveredAt", m.opened_at as "openedAt",
  case when b.id is not null then json_build_object('id', b.id, 'name', b.name) end as "createdBy"`
export const messageJoins = `join customers c on c.id = m.customer_id join message_templates t on t.id = m.template_id
  left join users b on b.id = m.created_by`

type Opened = MessageRow &
  TemplateWords & {
    messageId: string
    batchId: string | null
    language: 'en' | 'zh-CN'
    variables: Spoken['variables']
    spoken: Omit<Spoken, 'variables'>
    leftSubject: string | null
    leftBody: string | null
  }

/** One message: the words as they left, or as they would leave now. 404 out of sight. */
export async function openMessage(db: Db, id: string): Promise<Message> {
  const [row] = await db.rows<Opened>(
    'message',
    `select ${messageColumns}, m.message_id as "messageId", m.batch_id as "batchId", m.language, m.variables, m.subject as "leftSubject",
       m.body as "leftBody", t.subject, t.subject_zh as "subjectZh", t.body, t.body_zh as "bodyZh", ${spokenOf} as spoken
     from outbound_messages m ${messageJoins} join units u on u.id = c.unit_id left join users o on o.id = c.owner_id
     where m.id = $1::uuid`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  const { language, variables, spoken, leftSubject, leftBody, subject, subjectZh, body, bodyZh, ...message } = row
  const words = wordsOf({ subject, subjectZh, body, bodyZh }, language, { ...spoken, variables })
  return { ...message, ...(leftBody === null ? words : { subject: leftSubject, body: leftBody }) }
}

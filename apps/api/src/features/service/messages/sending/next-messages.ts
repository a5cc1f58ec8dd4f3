import type { MessageChannel, MessageClass } from '@rapport/contract/service/message-templates'
import type { Db } from '@rapport/database/as-viewer'
import { type ContactFacts, contactFacts } from '#features/service/contact-permissions/contact-facts.ts'
import { spokenOf, type TemplateWords } from '#features/service/messages/words-of.ts'
import type { Spoken } from '#features/service/moments/engine/script.ts'

/** So many are looked at together; a message under way is still one at a time. */
const AT_ONCE = 50

export interface Next extends TemplateWords {
  id: string
  messageId: string
  customerId: string
  class: MessageClass
  urgent: boolean
  language: 'en' | 'zh-CN'
  variables: Record<string, string>
  attempt: number
  /** Below which root of the pages it carries a link. */
  linkRoot: string | null
  /** The one-time code that it tells, if it tells one. */
  codeId: string | null
  spoken: Omit<Spoken, 'variables'>
  facts: ContactFacts
}

/**
 * What is due on a channel, the urgent first, with everything by which it is judged. Of each customer only the first; what is no more
 * urgent than an earlier one of theirs that is tried again waits for it, so that each customer reads them in their order.
 */
export async function nextMessages(db: Db, channel: MessageChannel, now: Date): Promise<Next[]> {
  const rows = await db.rows<Next>(
    'messages.next',
    `select m.id, m.message_id as "messageId", m.customer_id as "customerId", m.class, t.urgent, m.language, m.variables, m.attempt, m.link_root as "linkRoot",
       m.code_id as "codeId",
       t.subject, t.subject_zh as "subjectZh", t.body, t.body_zh as "bodyZh", ${spokenOf} as spoken, f.facts
     from (select * from outbound_messages where channel = $1 and state = 'waiting' and due_at <= $2::timestamptz
             and not exists (select 1 from outbound_messages e where e.customer_id = outbound_messages.customer_id and e.state = 'waiting'
               and e.attempt > 0 and e.channel = $1 and e.priority <= outbound_messages.priority
               and (e.created_at, e.id) < (outbound_messages.created_at, outbound_messages.id))
           order by priority, due_at, id limit ${AT_ONCE}) m
     join message_templates t on t.id = m.template_id join customers c on c.id = m.customer_id
     join units u on u.id = c.unit_id left join users o on o.id = c.owner_id
     cross join lateral (${contactFacts('$1::text', '$2')}) f
     order by m.priority, m.due_at, m.id`,
    [channel, now],
  )
  // Whether a second message of the same customer may go depends on the first.
  const seen = new Set<string>()
  return rows.filter(({ customerId }) => !seen.has(customerId) && seen.add(customerId))
}

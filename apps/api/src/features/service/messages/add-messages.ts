import type { MessageTemplate } from '@rapport/contract/service/message-templates'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

/** A message to be written into the outbox, in the transaction of what causes it. */
export interface NewMessage {
  customerId: string
  /** Null: that of the customer's record. */
  language: 'en' | 'zh-CN' | null
  variables: Partial<Record<string, string>>
  batchId?: string
  /** It carries a link that works once, below this root of the pages: `{link}` in its words, made when it leaves. */
  linkRoot?: 's' | 'j'
}

/** Writes messages by one template into the outbox, in one statement; `held` ones wait for approval. Their ids, in order. 404 out of sight. */
export async function addMessages(
  db: Db,
  template: Pick<MessageTemplate, 'id' | 'channel' | 'class' | 'urgent'>,
  messages: readonly NewMessage[],
  { now, held = false }: { now: Date; held?: boolean },
): Promise<string[]> {
  const rows = messages.map(({ customerId, language, variables, batchId, linkRoot }) => ({
    id: newId(),
    customer_id: customerId,
    language,
    variables,
    batch_id: batchId ?? null,
    link_root: linkRoot ?? null,
  }))
  await db.rows(
    'messages.add',
    `insert into outbound_messages (id, customer_id, language, variables, batch_id, link_root, template_id, channel, class, priority, state, message_id,
       due_at, created_at, created_by)
     select r.id, r.customer_id, coalesce(r.language, c.language), r.variables, r.batch_id, r.link_root, $2::uuid, $3, $4, $5::smallint, $6, 'message-' || r.id, $7::timestamptz, $7::timestamptz, viewer_id()
     from jsonb_to_recordset($1::jsonb) r (id uuid, customer_id uuid, language text, variables jsonb, batch_id uuid, link_root text)
       left join customers c on c.id = r.customer_id`,
    [
      JSON.stringify(rows),
      template.id,
      template.channel,
      template.class,
      template.urgent ? 1 : 2,
      held ? 'held' : 'waiting',
      now,
    ],
  )
  return rows.map(({ id }) => id)
}

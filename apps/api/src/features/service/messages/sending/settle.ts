import type { MessageState, messageCauses } from '@rapport/contract/service/messages'
import type { Db } from '@rapport/database/as-viewer'

/** What became of a message: written only where it still is what it was. */
export interface Change {
  id: string
  was: MessageState
  state: MessageState
  reason?: string
  cause?: (typeof messageCauses)[number]
  /** One more attempt, or one given back. */
  tried?: 1 | -1
  due_at?: Date
  sent_at?: Date
  ended_at?: Date
  /** The words as they leave. */
  subject?: string | null
  body?: string
  address_sealed?: string
  address_hash?: string
  opt_out_hash?: string
}

/** Writes changes down in one statement; the ids of those that took place. */
export async function settle(db: Db, changes: readonly Change[]): Promise<Set<string>> {
  const rows = await db.rows<{ id: string }>(
    'messages.settle',
    `update outbound_messages m set state = r.state, reason = r.reason, cause = r.cause, attempt = m.attempt + coalesce(r.tried, 0),
       due_at = coalesce(r.due_at, m.due_at), sent_at = coalesce(r.sent_at, m.sent_at), ended_at = coalesce(r.ended_at, m.ended_at),
       address_sealed = coalesce(r.address_sealed, m.address_sealed), address_hash = coalesce(r.address_hash, m.address_hash),
       opt_out_hash = coalesce(r.opt_out_hash, m.opt_out_hash),
       subject = coalesce(r.subject, m.subject), body = coalesce(r.body, m.body)
     from jsonb_to_recordset($1::jsonb) r (id uuid, was text, state text, reason text, cause text, tried smallint, due_at timestamptz,
       sent_at timestamptz, ended_at timestamptz, address_sealed text, address_hash text, opt_out_hash text, subject text, body text)
     where m.id = r.id and m.state = r.was returning m.id`,
    [JSON.stringify(changes)],
  )
  return new Set(rows.map(({ id }) => id))
}

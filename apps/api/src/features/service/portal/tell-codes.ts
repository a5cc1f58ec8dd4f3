import { CODE_MINUTES } from '@rapport/contract/service/portal'
import { asSystem } from '@rapport/database/as-viewer'
import type { Product } from '#product.ts'

/** What stands for the code wherever its message is kept. */
const KEPT_CODE = '••••••'

/**
 * Writes the messages of codes that were asked for and not told yet into the outbox, each once. The message holds the id of the
 * code, not the code: that is put in as it leaves. How many.
 */
export async function tellCodes({ connections, now }: Pick<Product, 'connections' | 'now'>): Promise<number> {
  return asSystem(connections, {}, async (db) => {
    const told = await db.rows(
      'portal.tell-codes',
      `with codes as (
         update portal_codes set told = true
         where not told and customer_id is not null and made_at > $1::timestamptz - make_interval(mins => ${CODE_MINUTES})
         returning id, customer_id, channel),
       written as (select k.*, c.language, uuid_v7() as message_id from codes k join customers c on c.id = k.customer_id)
       insert into outbound_messages (id, customer_id, language, variables, template_id, channel, class, priority, message_id, due_at, created_at, code_id)
       select w.message_id, w.customer_id, w.language, $2::jsonb, t.id, t.channel, t.class, 1, 'message-' || w.message_id, $1::timestamptz, $1::timestamptz, w.id
       from written w join message_templates t on t.code = 'portal-code-' || w.channel and t.state = 'approved' returning 1`,
      [now(), JSON.stringify({ code: KEPT_CODE })],
    )
    return told.length
  })
}

const KEPT_DAYS = 7

/** Forgets codes and sessions that are long over. */
export const clearPortal = ({ connections, now }: Pick<Product, 'connections' | 'now'>) =>
  asSystem(connections, {}, async (db) => {
    const before = [new Date(now().getTime() - KEPT_DAYS * 86_400_000)]
    await db.rows('portal.clear-codes', 'delete from portal_codes where made_at < $1::timestamptz', before)
    await db.rows('portal.clear-sessions', 'delete from portal_sessions where last_seen_at < $1::timestamptz', before)
  })

import { checkTelephone } from '@rapport/contract/identity/contact'
import type { CtiEvent } from '@rapport/contract/service/calls'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { notify } from '#features/administration/notifications/notify.ts'
import { withContacts } from '#features/customer/customers/customer-search.ts'
import { refusedField } from '#http/refused.ts'
import type { Product } from '#product.ts'
import { numberPlace } from './call-rows.ts'

type Takes = Pick<Product, 'connections' | 'now' | 'seal'>

/**
 * Takes what the telephone system tells: once, however often and in whatever order it comes, with its effect in the same transaction.
 * A call at a telephone where nobody sits is nobody's and is not kept. 422 for what is no number.
 */
export const takeEvent = ({ connections, now, seal }: Takes, told: CtiEvent) =>
  asSystem(connections, {}, async (db) => {
    const number = numberIn(told.number)
    const [agent] = await db.rows<{ id: string }>(
      'cti.agent',
      'select id from users where extension = $1 and disabled_at is null',
      [told.extension],
    )
    const fresh = await db.rows(
      'cti.take',
      `insert into message_inbox (source, message_id, received_at, effect) values ('cti', $1, $2, $3) on conflict do nothing returning 1`,
      [told.id, now(), agent ? told.kind : 'nobody'],
    )
    if (fresh.length === 0 || !agent) return
    const hash = seal.hash(number.kind, number.value)
    const id = newId()
    const [call] = await db.rows<{ id: string; customerId: string | null; agentId: string; endedAt: string | null }>(
      'cti.call',
      `insert into calls as l (id, call_ref, direction, number_kind, number_sealed, number_hash, unit_id, agent_id, extension, rang_at,
         answered_at, ended_at, recording_url)
       values ($1::uuid, $2, $3, $4, $5, $6, $1::uuid, $7::uuid, $8, $9::timestamptz, case when $10 = 'answered' then $9::timestamptz end,
         case when $10 = 'ended' then $9::timestamptz end, $11)
       on conflict (call_ref) do update set
         agent_id = case when l.recorded_at is null and l.ended_at is null and $10 <> 'ended' then excluded.agent_id else l.agent_id end,
         extension = case when l.recorded_at is null and l.ended_at is null and $10 <> 'ended' then excluded.extension else l.extension end,
         answered_at = coalesce(l.answered_at, case when l.ended_at is null then excluded.answered_at end),
         ended_at = coalesce(l.ended_at, excluded.ended_at), recording_url = coalesce(l.recording_url, excluded.recording_url)
       returning id, customer_id as "customerId", agent_id as "agentId", ended_at as "endedAt"`,
      [
        id,
        told.callId,
        told.direction,
        number.kind,
        seal.close(number.value, numberPlace(id)),
        hash,
        agent.id,
        told.extension,
        now(),
        told.kind,
        told.kind === 'ended' ? told.recordingUrl : null,
      ],
    )
    if (call!.id === id || call!.customerId === null) await placeCall(db, call!, hash)
    if (told.kind !== 'ended' && call!.endedAt === null)
      // Not urgent: the card of the call is on the page already.
      await notify(
        db,
        [
          {
            userId: call!.agentId,
            kind: 'call-rings',
            about: { kind: 'call', id: call!.id },
            together: call!.id,
          },
        ],
        now(),
      )
  })

/** A number of one customer whom the agent sees is that customer's call; of several the agent says whose. */
async function placeCall(db: Db, { id, agentId }: { id: string; agentId: string }, hash: string) {
  const known = await db.rows<{ id: string }>(
    'cti.customers',
    `select c.id from customers c where c.id in (${withContacts('array[$1]')}) and c.deleted_at is null
     and person_sees_customer($2::uuid, c.id) limit 2`,
    [hash, agentId],
  )
  if (known.length === 1)
    await db.rows('cti.place', 'update calls set customer_id = $2::uuid where id = $1::uuid and recorded_at is null', [
      id,
      known[0]!.id,
    ])
}

/** A number as customers and their contact persons have it. */
function numberIn(told: string) {
  // Telephone systems put the country in front, with or without a sign.
  const number = checkTelephone(told.replace(/^86(?=1\d{10}$)/, ''))
  if (number.ok) return number.value
  throw refusedField('number', 'phone.shape')
}

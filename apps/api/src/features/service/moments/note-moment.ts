import type { CustomerSignal } from '@rapport/contract/service/moment-triggers'
import type { Db } from '@rapport/database/as-viewer'

/** What the product itself saw happen to a customer. */
export interface Happening {
  signal: CustomerSignal
  customerId: string
  /** Tells apart what happens to one customer several times in a day: the number of a case, an answer. */
  subject: string
  /** The business day, YYYY-MM-DD. */
  day: string
  variables?: Readonly<Record<string, string | number>>
  /** What has, or had, a task of its own: the moment is that task's, and is seen by who sees a case. */
  about?: { kind: 'case' | 'survey'; id: string }
}

/**
 * Notes a moment in the transaction in which it happens: it is there exactly if what it is about is. The worker makes the task of it
 * at its next look. Where no live rule asks for it, nothing is noted.
 */
export const noteMoment = (db: Db, { signal, customerId, subject, day, variables = {}, about }: Happening) =>
  db.rows(
    'moments.note',
    `insert into moment_events (id, code, customer_id, owner_id, unit_id, live, subject, occurred_on, variables, state, rule_version, about_kind, about_id)
     select uuid_v7(), r.code, c.id, c.owner_id, c.unit_id, c.deleted_at is null, $1 || ' ' || $3, $4::date, $5::jsonb, 'noted', v.number, $6, $7::uuid
     from customers c, moment_rules r join moment_rule_versions v on v.rule_id = r.id and v.state = 'live'
     where c.id = $2::uuid and r.state = 'live' and v.definition->'trigger'->>'kind' = 'customer-signal'
       and v.definition->'trigger'->'signals' ? $1
     on conflict (code, customer_id, subject, occurred_on) do nothing`,
    [signal, customerId, subject, day, JSON.stringify(variables), about?.kind ?? null, about?.id ?? null],
  )

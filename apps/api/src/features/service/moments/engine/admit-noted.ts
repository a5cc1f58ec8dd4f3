import { asSystem } from '@rapport/database/as-viewer'
import { compile, type Place } from '#features/analytics/conditions/compile.ts'
import type { Works } from './judge-rule.ts'
import { liveRules } from './live-rules.ts'

/** Takes in what the product itself noted: of customers whom the rule is for it is found, of others not asked for. */
export const admitNoted = ({ connections }: Works): Promise<void> =>
  asSystem(connections, {}, async (db) => {
    const noted = await db.rows<{ code: string }>(
      'moments.noted',
      `select distinct code from moment_events where state = 'noted'`,
      [],
    )
    if (noted.length === 0) return
    const live = new Map((await liveRules(db)).map((rule) => [rule.code, rule]))
    for (const { code } of noted) {
      const rule = live.get(code)
      const values: unknown[] = [code, rule?.number ?? null]
      const place: Place = (value) => `$${values.push(value)}`
      const audience = rule?.definition.audience
      const asked = rule ? (audience ? compile(audience, place, 'e.occurred_on').sql : 'true') : 'false'
      await db.connection.query(
        `update moment_events e set state = case when a.asked then 'found' else 'suppressed' end, rule_version = coalesce($2::int, e.rule_version),
           reason = case when not a.asked then '${rule ? 'not-asked' : 'not-live'}' end
         from (select e.id, ${asked} as asked from moment_events e join customers c on c.id = e.customer_id
               left join warehouse.customer_indicators i on i.customer_id = c.id
               where e.code = $1::text and e.state = 'noted' for update of e skip locked) a where e.id = a.id`,
        values,
      )
    }
  })

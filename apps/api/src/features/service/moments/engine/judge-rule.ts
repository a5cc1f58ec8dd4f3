import { asSystem } from '@rapport/database/as-viewer'
import type { Place } from '#features/analytics/conditions/compile.ts'
import type { Product } from '#product.ts'
import { foundSql } from './found-sql.ts'
import type { LiveRule } from './live-rules.ts'

export type Works = Pick<Product, 'connections' | 'now'>

/** A day on which a rule is to be judged, by what was published of it. */
export interface DueDay {
  day: string
  stamp: string
  late: boolean
  /** Of a rule that looks at times of the day, that which has come last (HH:MM). */
  at: string | null
}

/** So often may the worker die while it judges a rule. */
const MOST_DEATHS = 2
const LONGEST = '60s'

/**
 * Judges one rule for one day and keeps what it found, once: what was found before stays as it is. One that throws, or of which
 * the worker died twice, is parked with the reason, and the others go on (trust F-16). Whether it was judged.
 */
export async function judgeRule(works: Works, rule: LiveRule, due: DueDay): Promise<boolean> {
  if (rule.attempts >= MOST_DEATHS) return park(works, rule, 'the worker died while it judged this rule')
  // Committed before it begins: who dies in it leaves this behind.
  await attempt(works, rule, rule.attempts + 1)
  try {
    await asSystem(works.connections, {}, async (db) => {
      const began = performance.now()
      await db.connection.query(
        `set local statement_timeout = '${LONGEST}'; set local work_mem = '64MB'; set local jit = off`,
      )
      const values: unknown[] = [due.day, rule.code, rule.number, due.late, works.now()]
      const place: Place = (value) => `$${values.push(value)}`
      const { rowCount } = await db.connection.query(
        `insert into moment_events (id, code, customer_id, owner_id, unit_id, subject, occurred_on, found_at, late, variables, measure, state, rule_version)
         select uuid_v7(), $2::text, f.customer_id, f.owner_id, f.unit_id, left(f.subject, 200), f.occurred_on, $5::timestamptz, $4::boolean,
           f.variables, f.measure, 'found', $3::int
         from (${foundSql(rule.definition, { place, day: '$1::date', at: due.at })}) f
         on conflict (code, customer_id, subject, occurred_on) do nothing`,
        values,
      )
      await db.rows(
        'moments.ran',
        `insert into moment_runs as m (rule_id, day, rule_version, stamp, judged_at, took_ms, found) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (rule_id, day) do update set rule_version = excluded.rule_version, stamp = excluded.stamp,
           judged_at = excluded.judged_at, took_ms = excluded.took_ms, found = m.found + excluded.found`,
        [rule.id, due.day, rule.number, due.stamp, works.now(), Math.round(performance.now() - began), rowCount ?? 0],
      )
      await db.rows('moments.lived', 'update moment_rules set attempts = 0 where id = $1', [rule.id])
    })
    rule.attempts = 0
    return true
  } catch (error) {
    // A database that is away says nothing about the rule.
    if (!isOfTheRule(error)) {
      await attempt(works, rule, rule.attempts).catch(() => undefined)
      throw error
    }
    return park(works, rule, (error as Error).message)
  }
}

/** What PostgreSQL says of a statement: of its data (22), its text (42), its time (57014) or what it breaks (23). */
export const isOfTheRule = (error: unknown) =>
  error instanceof Error && /^(21|22|23|42|54|57014)/.test(String((error as { code?: unknown }).code ?? ''))

const attempt = ({ connections }: Works, rule: LiveRule, attempts: number) =>
  asSystem(connections, {}, (db) =>
    db.rows('moments.attempt', 'update moment_rules set attempts = $2::int where id = $1', [rule.id, attempts]),
  )

async function park({ connections }: Works, rule: LiveRule, why: string): Promise<false> {
  await asSystem(connections, {}, (db) =>
    db.rows(
      'moments.park',
      `update moment_rules set state = 'parked', error = left($2, 500), attempts = 0 where id = $1 and state = 'live'`,
      [rule.id, why],
    ),
  )
  return false
}

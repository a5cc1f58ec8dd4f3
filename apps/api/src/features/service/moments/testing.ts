import type { Db } from '@rapport/database/as-viewer'
import { makeAccount, makeBranch, makeCustomer, makeRegion, makeUser } from '@rapport/database/factories'
import { type Api, startApi } from '#http/testing.ts'
import { findMoments } from './engine/find-moments.ts'

/** Wednesday; the last business day is the day itself. */
export const today = '2026-11-18'
export const yesterday = '2026-11-17'
/** 20:00 in Shanghai, after service has closed. */
const atNight = new Date(`${today}T12:00:00Z`)

const dayOf: Record<string, string> = {
  cash_movements: 'moved_on',
  customer_days: 'day',
  trades: 'traded_on',
  prices: 'priced_on',
  position_days: 'day',
  margin_debts: 'day',
  customer_signals: 'occurred_on',
  contacts: 'contacted_on',
}
let keys = 0

/** Puts a row into a table of the warehouse, as a load leaves it; what must be told and is not is nothing. */
export async function put(db: Db, table: string, row: Record<string, unknown>): Promise<void> {
  const day = dayOf[table]
  if (day && table !== 'security_signals')
    await db.rows('', 'select warehouse.make_months($1, $2::date[])', [table, [row[day]]])
  const columns = await db.rows<{ name: string; type: string }>(
    '',
    `select attname::text as name, regexp_replace(format_type(atttypid, null), ' with.*', '') as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and attnotnull and not atthasdef and not attisdropped`,
    [`warehouse.${table}`],
  )
  const blanks: Record<string, unknown> = { numeric: 0, integer: 0, text: 'CNY', 'timestamp(3)': `${today}T02:00:00Z` }
  const told = { external_key: `k${++keys}`, currency: 'CNY', occurred_at: `${today}T02:00:00Z`, ...row }
  const whole: Record<string, unknown> = {
    ...Object.fromEntries(columns.map(({ name, type }) => [name, blanks[type]])),
    ...told,
  }
  const known = await db.rows<{ name: string }>(
    '',
    `select attname::text as name from pg_attribute where attrelid = $1::regclass and attnum > 0`,
    [`warehouse.${table}`],
  )
  const names = known.map(({ name }) => name).filter((name) => whole[name] !== undefined)
  await db.rows(
    '',
    `insert into warehouse.${table} (${names.join(', ')}) select ${names.join(', ')} from jsonb_populate_record(null::warehouse.${table}, $1::jsonb)`,
    [JSON.stringify(whole)],
  )
}

/** Business days before `today`, latest first: Monday to Friday. */
export function businessDays(count: number): string[] {
  const days: string[] = []
  for (let at = Date.parse(today); days.length < count; at -= 86_400_000) {
    const date = new Date(at)
    if (date.getUTCDay() % 6 !== 0) days.push(date.toISOString().slice(0, 10))
  }
  return days
}

/** A branch with a manager whose customers things happen to, and a clock that stands where it is put. */
export async function startFirm() {
  let now = atNight
  const api: Api = await startApi({ now: () => now })
  const { make } = api
  const branch = await make(async (db) => makeBranch(db, { region: await makeRegion(db) }))
  const manager = await make((db) => makeUser(db, { role: 'account-manager', unit: branch }))
  await make((db) =>
    db.rows('', 'insert into warehouse.valuation_days (day) select unnest($1::date[])', [businessDays(30)]),
  )

  const customer = (draft: Partial<Parameters<typeof makeCustomer>[2]> = {}) =>
    make((db) => makeCustomer(db, api.product.seal, { owner: manager, unit: branch, ...draft }))
  return {
    api,
    make,
    branch,
    manager,
    customer,
    account: (of: { id: string }) => make((db) => makeAccount(db, { customer: of })),
    put: (table: string, row: Record<string, unknown>) => make((db) => put(db, table, row)),
    /** What a customer had at the end of some business days. */
    stood: (of: { id: string }, days: readonly string[], row: Record<string, unknown>) =>
      make(async (db) => {
        for (const day of days) await put(db, 'customer_days', { customer_id: of.id, day, ...row })
      }),
    /** A day is published: its rules look again. */
    publish: (...days: string[]) =>
      make((db) => db.rows('', 'insert into warehouse.moments_due (day) select unnest($1::date[])', [days])),
    look: () => findMoments(api.product),
    clock: (at: string) => {
      now = new Date(at)
    },
    /** What was found of a customer: code, state, reason. */
    moments: (of: { id: string }) =>
      make((db) =>
        db.rows<{
          code: string
          day: string
          state: string
          reason: string | null
          late: boolean
          subject: string
          taskId: string | null
          variables: Record<string, unknown>
        }>(
          '',
          `select code, to_char(occurred_on, 'YYYY-MM-DD') as day, state, reason, late, subject, task_id as "taskId", variables
           from moment_events where customer_id = $1 order by occurred_on, code, subject`,
          [of.id],
        ),
      ),
    codes: async function (of: { id: string }) {
      return (await this.moments(of)).map(({ code }) => code)
    },
    tasks: (of: { id: string }) =>
      make((db) => db.task.findMany({ where: { customerId: of.id }, orderBy: { id: 'asc' } })),
    /** Changes what a live rule says. */
    change: (code: string, change: object) =>
      make((db) =>
        db.rows(
          '',
          `update moment_rule_versions v set definition = v.definition || $2::jsonb from moment_rules r where r.id = v.rule_id and r.code = $1 and v.state = 'live'`,
          [code, JSON.stringify(change)],
        ),
      ),
    close: () => api.close(),
  }
}
export type Firm = Awaited<ReturnType<typeof startFirm>>

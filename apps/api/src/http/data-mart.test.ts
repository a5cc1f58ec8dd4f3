import { auditEvents } from '@rapport/contract/administration/audit-events'
import { asOwner } from '@rapport/database/as-owner'
import { closeMart, martLogins, martViews, openMart } from '@rapport/database/data-mart'
import { builtInRoles } from '@rapport/database/factories/roles'
import { asRole, GROUP_ROLES } from '@rapport/database/roles'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Api, startApi } from './testing.ts'
import { makeWorld, type Person, type World } from './testing-world.ts'

let api: Api
let world: World
/** Logins belong to the whole server: each run has names of its own. */
const login = `mart_test_${Math.random().toString(36).slice(2, 12)}`
const opened = new Set<string>()
beforeAll(async () => {
  api = await startApi()
  world = await makeWorld(api)
})
const owner = <T>(work: (client: pg.Client) => Promise<T>) => asOwner(api.database.ownerUrl, work)
afterEach(() =>
  owner(async (client) => {
    for (const one of opened) await client.query(`delete from mart.logins; drop owned by ${one}; drop role ${one}`)
    opened.clear()
  }),
)
afterAll(() => api.close())

/** Opens a login at the unit of this person and returns where it connects. */
async function open(person: Person, draft: { validTo?: string } = {}) {
  const code = await owner(async (client) => {
    const { rows } = await client.query('select u.code from units u join users x on x.unit_id = u.id where x.id = $1', [
      person.userId,
    ])
    return rows[0].code as string
  })
  const password = await owner((client) =>
    openMart(client, { login, unit: code, purpose: 'a test', validTo: '2099-12-31', ...draft }),
  )
  opened.add(login)
  return asRole(api.database.ownerUrl, login, password)
}
const ask = (url: string, sql: string) =>
  asOwner(url, async (client) => (await client.query(sql)).rows as Record<string, unknown>[])
/** What this person sees in the product. */
const seenBy = (person: Person, sql: string) =>
  asOwner(api.database.appUrl, async (client) => {
    const { scope, permissions } = builtInRoles[person.role]
    await client.query('begin')
    await client.query(
      `select set_config('role', $1, true), set_config('rapport.viewer', $2, true), set_config('rapport.units', $3, true),
              set_config('rapport.permissions', $4, true)`,
      [`sees_${scope}`, person.userId, scope === 'units' ? `{${person.units}}` : '{}', `{${permissions}}`],
    )
    return (await client.query(sql)).rows as Record<string, unknown>[]
  })

describe('a login of the data mart', () => {
  it('reads exactly the customers, figures and facts that a manager of its unit sees', async () => {
    const { bm1, rm1, ho1 } = world.people
    const same: Record<string, string> = {
      customers: 'select id as k from customers',
      customer_figures: 'select customer_id as k from warehouse.customer_indicators',
      customer_days: 'select customer_id as k from warehouse.customer_days',
      customer_months: 'select customer_id as k from warehouse.customer_months',
      customer_contributions: 'select customer_id as k from warehouse.customer_contributions',
      trades: 'select customer_id as k from warehouse.trades',
      positions:
        'select customer_id as k from warehouse.positions where quantity <> 0 group by customer_id, security_id, currency',
      customer_tiers: 'select customer_id as k from warehouse.customer_tiers',
      care_visits: 'select customer_id as k from care_visits',
    }
    const keys = (rows: Record<string, unknown>[]) => rows.map(({ k }) => k as string).sort()
    let rows = 0
    for (const person of [bm1, rm1, ho1]) {
      const url = await open(person)
      for (const [view, sql] of Object.entries(same)) {
        const expected = keys(await seenBy(person, sql))
        expect([view, keys(await ask(url, `select customer_id as k from ${view}`))]).toEqual([view, expected])
        rows += expected.length
      }
      expect(keys(await ask(url, 'select unit_id as k from units'))).toEqual([...person.units].sort())
    }
    expect(rows).toBeGreaterThan(30)
  })

  it('finds in it no name, number or address of a customer', async () => {
    const url = await open(world.people.ho1)
    const views = await owner(martViews)
    const told: string[] = []
    for (const { name } of views)
      if (name !== 'units' && name !== 'staff') told.push(JSON.stringify(await ask(url, `select * from ${name}`)))
    const secrets = await owner(async (client) => {
      const { rows } = await client.query(
        `select name as secret from customers union select number from accounts union select note from customers where note is not null`,
      )
      return rows.map(({ secret }) => secret as string).filter((secret) => secret.length > 1)
    })
    expect(secrets.length).toBeGreaterThan(5)
    expect(secrets.filter((secret) => told.some((text) => text.includes(JSON.stringify(secret))))).toEqual([])
  })

  it('can do nothing else: no table, no function, no role, no write', async () => {
    const url = await open(world.people.ho1)
    const refused = [
      'select * from public.customers',
      'select * from warehouse.trades',
      'select * from mart.logins',
      `select public.audit_note_of(null, 'r', 'read', 'x', null, null, null)`,
      `select public.viewer_of_session('x', '1 hour', '1 hour')`,
      ...GROUP_ROLES.map((role) => `set role ${role}`),
      `set session authorization ${new URL(api.database.appUrl).username}`,
      `set default_transaction_read_only = off; begin read write; create table mart.x (n int)`,
      `set default_transaction_read_only = off; begin read write; create table public.x (n int)`,
      `set default_transaction_read_only = off; begin read write; create temporary table x (n int)`,
      `set default_transaction_read_only = off; begin read write; insert into mart.units (name) values ('x')`,
      `set default_transaction_read_only = off; begin read write; delete from mart.exchange_rates`,
      `set default_transaction_read_only = off; begin read write; update mart.segments set name = 'x'`,
    ]
    const let_ = []
    for (const sql of refused)
      try {
        await ask(url, sql)
        let_.push(sql)
      } catch (error) {
        expect([sql, (error as { code: string }).code]).toEqual([
          sql,
          expect.stringMatching(/^(42501|25006|55000|42809)$/),
        ])
      }
    expect(let_).toEqual([])
    expect(await ask(url, 'show transaction_read_only')).toEqual([{ transaction_read_only: 'on' }])
    const { rows } = await owner((client) =>
      client.query(
        `select n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where n.nspname not in ('pg_catalog', 'information_schema') and has_function_privilege($1, p.oid, 'execute')
           and has_schema_privilege($1, n.oid, 'usage')`,
        [login],
      ),
    )
    expect(rows).toEqual([])
  })

  it('learns nothing of rows out of sight by a condition that fails on them', async () => {
    const url = await open(world.people.bm1)
    const [{ n }] = (await owner(
      async (client) => (await client.query('select count(*)::int as n from customers')).rows,
    )) as [{ n: number }]
    const seen = await ask(url, 'select unit_id from customers')
    expect(seen.length).toBeLessThan(n)
    const units = [...new Set(seen.map(({ unit_id }) => `'${unit_id}'`))]
    const trap = `select count(*) from customers where 1 / (case when unit_id in (${units}) then 1 else 0 end) = 1`
    expect(await ask(url, trap)).toEqual([{ count: String(seen.length) }])
  })

  it('ends with its day, and when it is closed at once with what it has under way', async () => {
    const url = await open(world.people.ho1)
    await owner((client) => client.query(`update mart.logins set valid_to = current_date - 1`))
    expect(await ask(url, 'select * from customers')).toEqual([])
    await owner((client) => client.query(`update mart.logins set valid_to = current_date`))
    expect((await ask(url, 'select * from customers')).length).toBeGreaterThan(0)
    const waiting = ask(url, 'select pg_sleep(60)').then(
      () => 'woke',
      () => 'ended',
    )
    await expect
      .poll(
        async () =>
          (await owner(async (c) => c.query('select from pg_stat_activity where usename = $1', [login]))).rowCount,
      )
      .toBe(1)
    await owner((client) => closeMart(client, login))
    expect(await waiting).toBe('ended')
    await expect(ask(url, 'select 1')).rejects.toThrow(/not permitted to log in/)
    expect(await owner(martLogins)).toMatchObject([{ login, state: 'closed' }])
    await expect(owner((client) => closeMart(client, login))).rejects.toThrow(/No login/)
  })

  it('is opened only for a unit and a day that there are, by a name of its kind, and the trail tells', async () => {
    const draft = { login, unit: 'no such unit', purpose: 'x', validTo: '2099-12-31' }
    for (const [wrong, why] of [
      [draft, /no unit/],
      [{ ...draft, login: 'postgres' }, /is called mart_/],
      [{ ...draft, login: 'mart_x; drop role x' }, /is called mart_/],
      [{ ...draft, validTo: '31.12.2099' }, /YYYY-MM-DD/],
    ] as const)
      await expect(owner((client) => openMart(client, wrong))).rejects.toThrow(why)
    await open(world.people.bm1)
    await expect(open(world.people.bm1, { validTo: '2001-01-01' })).rejects.toThrow(/is over/)
    const { items } = await world.people.co1.call(auditEvents.list, { query: { objectType: 'data_mart_logins' } })
    expect(items[0]).toMatchObject({ action: 'insert', after: { login, purpose: 'a test', validTo: '2099-12-31' } })
  })
})

describe('the data mart', () => {
  it('says of each view and column what it is, in docs/data-mart-views.md as in the database', async () => {
    const views = await owner(martViews)
    const silent = views.flatMap(({ name, about, columns }) => [
      ...(about ? [] : [name]),
      ...columns.filter((column) => !column.about).map((column) => `${name}.${column.name}`),
    ])
    expect(silent).toEqual([])
    const lines = views.flatMap(({ name, about, columns }) => [
      `## ${name}`,
      '',
      about,
      '',
      '| column | type | meaning |',
      '|---|---|---|',
      ...columns.map((column) => `| ${column.name} | ${column.type} | ${column.about} |`),
      '',
    ])
    const head = ['# Views of the data mart', '', 'Written by its test from the comments in the database.', '']
    await expect([...head, ...lines].join('\n')).toMatchFileSnapshot('../../../../docs/data-mart-views.md')
  })
})

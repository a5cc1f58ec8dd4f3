import { asSystem, type Db } from '@rapport/database/as-viewer'
import { Connections } from '@rapport/database/connections'
import { Seal } from '@rapport/database/seal'
import { cloneDatabase, type TestDatabase } from '@rapport/database/test-database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Made, makeDemoFirm } from './demo-firm.ts'
import { planFirm } from './firm.ts'
import { signIns } from './sign-ins.ts'

const seal = new Seal(`k1:${Buffer.alloc(32, 7).toString('base64')}`, Buffer.alloc(32, 8).toString('base64'))
const of = { passwordHash: 'a hash', today: '2026-03-18', customers: 200 }
let database: TestDatabase
let connections: Connections
let made: Made | null

beforeAll(async () => {
  database = await cloneDatabase()
  connections = new Connections(database.appUrl, { most: 4 })
  made = await makeDemoFirm(connections, seal, of)
})
afterAll(async () => {
  await connections.end()
  await database.drop()
})

const asked = <Row extends Record<string, unknown>>(sql: string) =>
  asSystem(connections, {}, async (db: Db) => (await db.connection.query<Row>(sql)).rows)

test('what was planned is there, and a second start makes nothing', async () => {
  const plan = planFirm(of)
  expect(made).toMatchObject({ customers: 200, trades: plan.trades.length, care_visits: plan.visits.length })
  const [row] =
    await asked(`select (select count(*)::int from customers) as customers, (select count(*)::int from warehouse.trades) as trades,
    (select count(*)::int from care_visits v where not exists (select from calls l where l.visit_id = v.id)
      and not exists (select from tasks k where k.visit_id = v.id and k.kind = 'campaign')) as visits,
    (select count(*)::int from users) as users`)
  expect(row).toEqual({ customers: 200, trades: plan.trades.length, visits: plan.visits.length, users: 150 })
  expect(await makeDemoFirm(connections, seal, of)).toBeNull()
})

test('everybody who is told can sign in with the password of the demo', async () => {
  const rows = await asked(`select u.username, r.code as role from users u join roles r on r.id = u.role_id
    join credentials c on c.user_id = u.id where c.password_hash = 'a hash'`)
  for (const { username, role } of signIns) expect(rows).toContainEqual({ username, role })
})

test('personal data is sealed, opens in its place, and is found by its hash', async () => {
  const [draft] = planFirm(of).customers.map((one) => one.draft)
  const { number } = draft!.identifications![0]!
  const rows = await asked<{ id: string; number_sealed: string }>(
    `select id, number_sealed from identifications where number_hash = '${seal.hash('identification', number)}'`,
  )
  expect(rows.map(({ id, number_sealed }) => seal.open(number_sealed, `identifications.number.${id}`))).toEqual([
    number,
  ])
  const mobile = draft!.contactPoints![0]!.value
  const [found] = await asked(
    `select customer_id from contact_points where value_hash = '${seal.hash('mobile', mobile)}'`,
  )
  expect(found).toEqual({ customer_id: draft!.id })
})

test('what the database keeps agrees with what was written', async () => {
  const stale = await asked(`select c.customer_no from customers c left join lateral (
      select * from investor_profiles p where p.customer_id = c.id order by p.as_of desc limit 1) p on true
    where (c.risk_level, c.assessment_valid_to, c.profile_as_of) is distinct from (p.risk_level, p.valid_to, p.as_of)`)
  expect(stale).toEqual([])
  const [sums] = await asked(
    `select (select sum(amount) from warehouse.trades) as traded, (select sum(traded_value) from warehouse.unit_months) as kept`,
  )
  expect(sums!.kept).toBe(sums!.traded)
  const [scope] = await asked(`select count(*)::int as wrong from care_visits v join customers c on c.id = v.customer_id
    where (v.owner_id, v.unit_id) is distinct from (c.owner_id, c.unit_id)`)
  expect(scope).toEqual({ wrong: 0 })
})

test('an owner of before ends where the present one begins, and the trail is whole', async () => {
  const gaps = await asked(`select customer_id from relationship_assignments group by customer_id
    having count(*) filter (where valid_to is null) <> 1
        or (count(*) > 1 and max(valid_to) is distinct from max(valid_from))`)
  expect(gaps).toEqual([])
  const [moved] = await asked(`select count(*)::int as n from relationship_assignments where valid_to is not null`)
  expect(moved!.n).toBe(planFirm(of).customers.filter(({ before }) => before).length)
  expect(await asked('select * from audit_verify()')).toEqual([])
})

test('requests and complaints stand in many states, each open one with its step as a task, none with whom it is about', async () => {
  const states = await asked<{ state: string; n: number }>('select state, count(*)::int as n from cases group by 1')
  expect(states.reduce((sum, { n }) => sum + n, 0)).toBeGreaterThan(200)
  expect(states.map(({ state }) => state)).toEqual(
    expect.arrayContaining(['received', 'proposed', 'closed', 'rejected', 'answered']),
  )
  expect(states.length).toBeGreaterThanOrEqual(8)
  const [row] = await asked(`select
    count(*) filter (where k.open and (select count(*) from tasks t where t.about_id = k.id and t.open) <> 1)::int as astray,
    count(*) filter (where k.subject_id in (k.handler_id, k.step_by))::int as themselves,
    count(*) filter (where k.closed_at < k.received_at or k.answered_at < k.received_at)::int as backwards,
    count(*) filter (where not exists (select from case_events e where e.case_id = k.id))::int as untold from cases k`)
  expect(row).toEqual({ astray: 0, themselves: 0, backwards: 0, untold: 0 })
})

test('two levels have plans; what fell due of those who are in is done for most and overdue for others', async () => {
  const [row] = await asked<
    Record<string, number>
  >(`select (select count(*)::int from service_levels l join segments s on s.id = l.segment_id) as levels,
    (select count(*)::int from service_plans) as plans, (select count(*)::int from customer_plans where ended_on is null and next_on is not null) as members,
    count(*) filter (where not open)::int as done, count(*) filter (where open and due_at < '2026-03-18T12:00:00+08:00')::int as overdue,
    count(*) filter (where (done_at is null) <> open or done_at > '2026-03-18T12:00:00+08:00')::int as wrong from tasks where kind = 'plan-step'`)
  expect(row).toMatchObject({ levels: 2, plans: 3, wrong: 0 })
  expect(row!.members).toBeGreaterThan(5)
  expect(row!.overdue).toBeGreaterThan(0)
  expect(row!.done).toBeGreaterThan(row!.overdue!)
})

test('a sample of call-backs is half done, none of them by the customer’s manager, each with its task', async () => {
  const [row] = await asked<Record<string, number>>(`select count(*)::int as n, count(b.done_at)::int as done,
    count(*) filter (where b.found > 0)::int as found, count(b.suspicion)::int as suspicious,
    count(*) filter (where b.done_by = b.owner_id or t.id is null or t.open = (b.done_at is not null))::int as wrong
    from call_backs b left join tasks t on t.about_id = b.id and t.code is null and t.customer_id = b.customer_id`)
  expect(row).toMatchObject({ suspicious: 1, wrong: 0 })
  expect(row!.n).toBeGreaterThan(5)
  expect(Math.abs(row!.done! / row!.n! - 0.5)).toBeLessThan(0.2)
  const [sample] = await asked<{ drawn: number }>('select drawn from call_back_samples')
  expect(sample!.drawn).toBe(row!.n)
})

test('people have a calendar, wrote of most of their days and spoke with customers; who missed a day is listed', async () => {
  const [row] = await asked<Record<string, number>>(`select
    (select count(*)::int from meetings where repeat_every = 'week') as weekly,
    (select count(*)::int from meetings where cardinality(customer_ids) > 0) as reviews,
    (select count(*)::int from work_logs where commented_at is not null) as answered,
    (select count(*)::int from work_logs) as logs, (select count(*)::int from calls where recorded_at is null) as open,
    (select count(*)::int from calls l join customers c on c.id = l.customer_id and c.owner_id = l.agent_id) as calls,
    (select count(distinct kind)::int from calls) as kinds,
    (select count(*)::int from calls l join care_visits v on v.id = l.visit_id and v.customer_id = l.customer_id where l.kind = 'video') as seen,
    (select count(*)::int from calls) as all_calls`)
  expect(row!.weekly).toBeGreaterThan(0)
  expect(row!.reviews).toBeGreaterThan(0)
  expect(row!.answered).toBeGreaterThan(0)
  expect(row!.logs).toBeGreaterThan(row!.answered!)
  expect(row!.open).toBeGreaterThan(0)
  expect(row!.calls).toBe(row!.all_calls)
  expect(row!.kinds).toBe(4)
  expect(row!.seen).toBeGreaterThan(0)
})

test('people were told things: some have confirmed it, one comes, one was withdrawn', async () => {
  const rows = await asked<{ title: string; state: string; readers: number; confirmed: number }>(
    `select n.title, case when n.withdrawn_at is not null then 'withdrawn' when n.told_at is null then 'planned' else 'told' end as state,
       count(r.user_id)::int as readers, count(r.confirmed_at)::int as confirmed
     from notices n left join notice_reads r on r.notice_id = n.id group by n.id order by n.publish_at`,
  )
  expect(rows.map(({ state }) => state)).toEqual(['withdrawn', 'told', 'told', 'planned'])
  const [, toAll, toAgents] = rows
  expect(toAll!.confirmed).toBe(toAll!.readers)
  expect(toAll!.readers).toBeGreaterThan(toAgents!.readers)
  expect(toAgents!.readers).toBeGreaterThan(0)
})

test('the knowledge base says something of each category, one article for the second time', async () => {
  const rows = await asked<{ category: string; number: number; state: string; second: boolean }>(
    `select v.category, v.number, v.state, v.approved_by is distinct from v.written_by as second from article_versions v order by v.category, v.number`,
  )
  expect(new Set(rows.map(({ category }) => category)).size).toBe(6)
  expect(rows.filter(({ state }) => state === 'superseded')).toHaveLength(1)
  expect(rows.filter(({ number }) => number === 2)).toMatchObject([{ state: 'published' }])
  for (const { state, second } of rows) expect([state, second]).toEqual([state, true])
})

test('a survey has been answered for six months, and each low score is one task', async () => {
  const [row] = await asked<
    Record<string, number>
  >(`select count(*)::int as n, count(distinct to_char(r.answered_on, 'YYYY-MM'))::int as months,
    count(*) filter (where (r.nps <= 6 or r.csat <= 2) <> (t.n > 0) or t.n > 1)::int as wrong, sum(t.open)::int as open,
    count(*) filter (where not i.answered or i.customer_id <> r.customer_id or r.answered_at < i.asked_at)::int as astray
    from survey_responses r join survey_invitations i on i.id = r.invitation_id cross join lateral (
      select count(*) as n, count(*) filter (where t.open) as open from tasks t where t.kind = 'survey' and t.about_id = r.id) t`)
  expect(row).toMatchObject({ wrong: 0, astray: 0 })
  expect(row!.n).toBeGreaterThan(20)
  expect(row!.months).toBeGreaterThan(4)
  const [template] = await asked<{ body: string }>(
    `select body from message_templates where code = 'survey' and state = 'approved'`,
  )
  expect(template!.body).toContain('{link}')
})

test('products stand in every way, each with a risk notice, and only what is on offer has its grade', async () => {
  const rows = await asked<{ standing: string; n: number; noticed: number; offered: number }>(
    `select product_standing(p, '2026-03-18') as standing, count(*)::int as n, count(o.product_id)::int as offered,
       count(*) filter (where exists (select from product_documents d where d.product_id = p.id and d.kind = 'risk-notice'))::int as noticed
     from products p left join products_on_offer('2026-03-18') o on o.product_id = p.id group by 1 order by 1`,
  )
  expect(rows.map(({ standing }) => standing)).toEqual([
    'blocked',
    'coming',
    'draft',
    'off-shelf',
    'on-shelf',
    'review',
    'withdrawn',
  ])
  for (const { standing, n, noticed, offered } of rows)
    expect([standing, noticed, offered]).toEqual([standing, n, standing === 'on-shelf' ? n : 0])
  expect(rows.reduce((sum, { n }) => sum + n, 0)).toBeGreaterThan(40)
})

test('approvals stand in every state, every answer that waits has one, and nobody decided what they asked for', async () => {
  const states = await asked<{ state: string }>('select distinct state from approvals order by 1')
  expect(states.map(({ state }) => state)).toEqual(['approved', 'rejected', 'returned', 'waiting', 'withdrawn'])
  const [row] = await asked<Record<string, number>>(`select
    (select count(*)::int from cases k where k.state = 'proposed' and not exists (
      select from approvals a where a.kind = 'case-answer' and a.subject_id = k.id and a.state = 'waiting')) as lacking,
    (select count(*)::int from approvals a where (select count(*) from approval_decisions d where d.approval_id = a.id)
      <> case a.state when 'waiting' then 1 else 2 end) as untold,
    (select count(*)::int from approvals a where a.state = 'waiting' and not exists (select from approval_holders(a.id))) as nobodys,
    (select count(*)::int from approval_delegations) as stands_in`)
  expect(row).toEqual({ lacking: 0, untold: 0, nobodys: 0, stands_in: 1 })
})

test('what customers answered comes to the class of their profile, and opens in its place', async () => {
  const rows = await asked<{ id: string; class: string; level: string; answers_sealed: string }>(
    `select r.id, r.class, c.risk_level as level, r.answers_sealed from risk_assessments r join customers c on c.id = r.customer_id`,
  )
  expect(rows).toHaveLength(120)
  expect(rows.filter((one) => one.class !== one.level)).toEqual([])
  const [{ id, answers_sealed: sealed }] = rows as [(typeof rows)[number]]
  expect(Object.keys(JSON.parse(seal.open(sealed, `risk_assessments.answers.${id}`)))).toHaveLength(20)
})

test('systems told of customers with a manager and of securities that are held, on the last day that has prices', async () => {
  const told = await asked<{ kind: string; people: number }>(
    `select g.kind, count(*)::int as people from warehouse.customer_signals g join customers c on c.id = g.customer_id and c.owner_id is not null
     where g.occurred_on = (select max(priced_on) from warehouse.prices) group by 1 order by 1`,
  )
  expect(told.map(({ kind, people }) => `${kind} ${people}`)).toEqual([
    'abnormal-login 2',
    'allotment 4',
    'closing 2',
    'exchange-letter 2',
    'fee-query 4',
    'margin-contract 3',
    'new-device 5',
    'product-maturity 5',
    'service-enquiry 6',
    'transfer-out 3',
  ])
  const announced = await asked(
    `select g.kind from warehouse.security_signals g where exists (select from warehouse.trades t where t.security_id = g.security_id) order by 1`,
  )
  expect(announced).toEqual([{ kind: 'dividend' }, { kind: 'resumed' }, { kind: 'suspended' }])
})

test('a campaign has run for a month: each member treated has a letter and a call, nobody held out has either', async () => {
  const [row] =
    await asked(`select k.state, k.members > 5 as many, k.members = count(distinct x.customer_id)::int as all,
      count(*) filter (where x.task_id is not null) = k.members as called,
      count(*) filter (where exists (select from campaign_members b where b.campaign_id = k.id and b.customer_id = x.customer_id and b.held_out))::int as held
    from campaigns k join campaign_contacts x on x.campaign_id = k.id group by k.id`)
  expect(row).toEqual({ state: 'running', many: true, all: true, called: true, held: 0 })
  expect(await asked(`select state from campaigns order by starts_on`)).toEqual([
    { state: 'running' },
    { state: 'draft' },
  ])
})

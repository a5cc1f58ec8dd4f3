import { asOwner } from '@rapport/database/as-owner'
import type pg from 'pg'
import { at, table } from './measure.ts'
import type { World } from './prepare.ts'
import { type Keys, startProduct } from './product.ts'

const TASKS = 300_000
const ROUNDS = 60

/** Each page of the queue as its reader asks for it, and the same rows from plain SQL with the condition written by hand. */
const pages = (world: World) => {
  const open = 'open and live'
  const units = (who: { units: string[] }) => `unit_id = any ('{${who.units.join(',')}}')`
  return [
    ['own', 'am_bench', '/tasks?queue=mine&state=open', `${open} and assignee_id = '${world.people.am.id}'`],
    [
      'waiting, branch',
      'bm_bench',
      '/tasks?queue=pool',
      `${open} and assignee_id is null and ${units(world.people.branch)}`,
    ],
    ['open, branch', 'bm_bench', '/tasks?state=open', `${open} and ${units(world.people.branch)}`],
    ['open, region', 'rm_bench', '/tasks?state=open', `${open} and ${units(world.people.region)}`],
    ['open, firm', 'ho_bench', '/tasks?state=open', open],
    ['overdue, firm', 'ho_bench', '/tasks?state=open&overdue=true', `${open} and due_at < now()`],
    [
      'closed, firm',
      'ho_bench',
      '/tasks?state=done,verified,expired,cancelled&sort=latest',
      `state in ('done', 'verified', 'expired', 'cancelled')`,
    ],
    ['counts, branch', 'bm_bench', '/tasks/counts', null],
  ] as const
}

/** The queue with 300,000 open and closed tasks (goal: p95 below 150 ms). */
export async function benchQueue(world: World, keys: Keys, dataDir: string) {
  const product = await startProduct(world.ownerUrl, keys, dataDir)
  try {
    await asOwner(world.ownerUrl, fill)
    const rows: string[][] = []
    for (const [name, who, path, condition] of pages(world)) {
      const headers = await product.signIn(who)
      const times = await measured(async () => {
        const answer = await fetch(`${product.origin}/api${path}`, { headers })
        await answer.text()
        if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
      })
      const plain =
        condition && (await asOwner(world.ownerUrl, (owner) => plainly(owner, condition, path.includes('latest'))))
      rows.push([
        name,
        at(times, 0.5).toFixed(1),
        at(times, 0.95).toFixed(1),
        plain ? at(plain, 0.5).toFixed(1) : '–',
        plain ? (at(times, 0.5) / at(plain, 0.5)).toFixed(2) : '–',
      ])
    }
    console.log(`\nThe queue, ${TASKS.toLocaleString('en')} tasks, ms (goal: p95 below 150)\n`)
    console.log(table(['page', 'p50', 'p95', 'plain SQL p50', 'of plain'], rows))
  } finally {
    await product.stop()
  }
}

async function measured(once: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const begin = performance.now()
    await once()
    times.push(performance.now() - begin)
  }
  return times.sort((a, b) => a - b)
}

function plainly(owner: pg.ClientBase, condition: string, latest: boolean) {
  const order = latest ? 'created_at desc, id desc' : 'priority, due_at, id'
  return measured(async () => {
    await owner.query(`select * from tasks where ${condition} order by ${order} limit 51`)
    await owner.query(`select count(*) from tasks where ${condition}`)
  })
}

/** One task in ten is open, half of those wait; the others were done over the last two years. */
async function fill(owner: pg.ClientBase) {
  const { rowCount } = await owner.query('select from tasks limit 1')
  if (rowCount) return
  await owner.query(
    `insert into tasks (id, kind, code, title, title_zh, customer_id, unit_id, assignee_id, necessity, priority, skill, state, open,
       occurred_on, due_at, warn_at, done_at, done_by, outcome, created_at)
     select uuid_v7(), 'moment', 'M' || lpad((1 + n % 30)::text, 2, '0'), 'A moment of a customer', '客户的关键时刻', c.id, c.unit_id,
       case when n % 20 = 0 then null else coalesce(c.owner_id, u.id) end, case when n % 3 = 0 then 'must' else 'may' end,
       case when n % 3 = 0 then 2 else 3 end, case when n % 40 = 0 then 'margin' end,
       case when n % 20 = 0 then 'waiting' when n % 10 = 0 then 'assigned' when n % 4 = 0 then 'verified' else 'done' end, n % 10 = 0,
       t.at::date, t.at + interval '8 hours', t.at + interval '6 hours', case when n % 10 <> 0 then t.at + interval '5 hours' end,
       case when n % 10 <> 0 then u.id end, case when n % 10 <> 0 then 'reached' end, t.at
     from generate_series(1, ${TASKS}) n
     join (select c.*, row_number() over (order by c.id) - 1 as place, count(*) over () as total from customers c) c on c.place = n % c.total
     cross join lateral (select id from users where unit_id = c.unit_id order by id limit 1) u
     cross join lateral (select now() - case when n % 10 = 0 then 7 else 730 end * random() * interval '1 day' as at) t`,
  )
  await owner.query('analyze tasks')
}

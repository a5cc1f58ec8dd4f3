import { asOwner } from '@rapport/database/as-owner'
import { asSystem, asViewer, type Db, type Viewer } from '@rapport/database/as-viewer'
import { makeProduct } from '@rapport/database/factories/products'
import { newId } from '@rapport/database/ids'
import { makeChecks, type Pair } from '../apps/api/src/features/customer/suitability-checks/make-checks.ts'
import { table } from './measure.ts'
import { type Firm, makeFirm } from './warehouse/world.ts'

const PRODUCTS = 20
const TODAY = '2026-11-20'
const LISTS = [1, 50, 500]
const LONGEST = LISTS.at(-1)!
const ROUNDS = 3

/** Checks that are made and kept with their proof, in lists of several lengths, beside a plain insert of rows of the same size. */
export async function benchStoredChecks({ checks }: { checks: number }): Promise<void> {
  const firm = await makeFirm({ customers: 5_000, securities: 1 })
  const viewer: Viewer = { id: newId(), scope: 'all', units: [], permissions: ['customer.edit'], clearance: [] }
  try {
    const pairs = await pairsOf(firm, checks)
    const rates: [name: string, rate: number, plain: number][] = []
    const kept = (of: readonly Pair[], length: number) =>
      inLists(of, length, (list) =>
        asViewer(firm.works.connections, viewer, { readOnly: false }, (db) => keep(db, list, viewer.id)),
      )
    for (const length of LISTS) {
      const few = pairs.slice(0, length === 1 ? Math.ceil(checks / 20) : checks)
      const rate = await best(few.length, () => kept(few, length))
      const plain = await best(few.length, () => plainly(firm, few.length, length))
      rates.push([length === 1 ? 'one by one' : `lists of ${length}`, rate, plain])
    }
    const halves = [pairs.slice(0, checks / 2), pairs.slice(checks / 2)]
    const both = await best(checks, () => Promise.all(halves.map((half) => kept(half, LONGEST))))
    rates.push([`lists of ${LONGEST}, two connections`, both, rates.at(-1)![2]])
    const n = (value: number) => Math.round(value).toLocaleString('en')
    console.log(`\nSuitability checks made and kept, one connection but for the last (goal: 2,000 a second)\n`)
    console.log(
      table(
        ['', 'checks a second', 'plain rows a second', 'of plain'],
        rates.map(([name, rate, plain]) => [name, n(rate), n(plain), (rate / plain).toFixed(3)]),
      ),
    )
  } finally {
    await firm.close()
  }
}

async function keep(db: Db, list: readonly Pair[], viewerId: string) {
  const made = await makeChecks(db, list, { viewerId, today: TODAY, now: new Date(`${TODAY}T04:00:00Z`) })
  if (made.length !== list.length) throw new Error('a check was left out')
}

async function inLists<T>(items: readonly T[], length: number, work: (list: readonly T[]) => Promise<unknown>) {
  for (let first = 0; first < items.length; first += length) await work(items.slice(first, first + length))
}

/** The best of a few rounds, in items a second. */
async function best(items: number, work: () => Promise<unknown>): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now()
    await work()
    fastest = Math.min(fastest, (performance.now() - began) / 1000)
  }
  return items / fastest
}

/** The same rows into a table without keys, triggers, trail or rules of who sees it, as the owner. */
async function plainly(firm: Firm, count: number, length: number) {
  await asOwner(firm.ownerUrl, async (owner) => {
    await owner.query('drop table if exists plain_checks; create table plain_checks (like suitability_checks)')
    const { rows } = await owner.query<{ row: object }>(
      'select to_jsonb(k) as row from suitability_checks k limit $1',
      [count],
    )
    await inLists(rows, length, (list) =>
      owner.query('insert into plain_checks select * from jsonb_populate_recordset(null::plain_checks, $1::jsonb)', [
        JSON.stringify(list.map(({ row }) => row)),
      ]),
    )
  })
}

/** Every customer assessed, every product on offer, in turn. */
async function pairsOf(firm: Firm, count: number): Promise<Pair[]> {
  const products = await asSystem(firm.works.connections, {}, async (db) => {
    const made = []
    for (let n = 0; n < PRODUCTS; n++) made.push(await makeProduct(db, { code: `B${n}`, grade: 1 + (n % 5) }))
    return made
  })
  const customers = await asOwner(firm.ownerUrl, async (owner) => {
    await owner.query(`set session_replication_role = replica`)
    await owner.query(
      `update customers set risk_level = 'C3', risk_basis = 'assessed', assessed_on = '2026-03-02', assessment_valid_to = '2028-03-02'`,
    )
    await owner.query(
      `insert into risk_assessments (id, customer_id, questionnaire_id, assessed_on, channel, evidence, answers_sealed, class, total, scales,
         lowest, unlimited, intends, valid_to)
       select gen_random_uuid(), c.id, q.id, '2026-03-02', 'paper', 'B', '', 'C3', 40, '[]', false, true, '{fund,bond}', '2028-03-02'
       from customers c cross join (select id from questionnaires where code = 'persons') q`,
    )
    const { rows } = await owner.query<{ id: string }>('select id from customers order by customer_no')
    return rows
  })
  return Array.from({ length: count }, (_, n) => ({
    customerId: customers[n % customers.length]!.id,
    productId: products[n % PRODUCTS]!.id,
    initiative: 'customer' as const,
  }))
}

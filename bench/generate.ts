import { asSystem } from '@rapport/database/as-viewer'
import type { Connections } from '@rapport/database/connections'
import { insertRows } from '@rapport/database/factories/insert-rows'
import type { Seal } from '@rapport/database/seal'
import { dayNumber, instant, millisOf, tradingDays } from '@rapport/demo/calendar'
import { decimal } from '@rapport/demo/fees'
import { Random } from '@rapport/demo/random'
import { planSecurities } from '@rapport/demo/securities'
import pg from 'pg'
import { makeCustomers } from './generate/customers.ts'
import { fillWhatTriggersKeep, makeTrades, makeVisits, numberThem } from './generate/facts.ts'
import { makePeople, type People } from './generate/people.ts'
import { whileSuspended } from './generate/suspended.ts'

export interface Wanted {
  customers: number
  trades: number
  visits: number
  /** Account managers in each of the twelve branches. */
  managersABranch: number
  /** `YYYY-MM-DD`: facts end before it. */
  today: string
  /** argon2id; without it nobody can sign in. */
  passwordHash?: string
  log?: (line: string) => void
}
export const fullSize = { customers: 100_000, trades: 5_000_000, visits: 300_000, managersABranch: 40 }

const filled = [
  'customers',
  'identifications',
  'contact_points',
  'bank_cards',
  'accounts',
  'investor_profiles',
  'relationship_assignments',
  'care_visits',
  'warehouse.trades',
  'warehouse.customer_months',
]

/**
 * Fills an empty, migrated database for the benchmark, personal data sealed and search keys made as the product does.
 * `ownerUrl` is the owner's connection (a superuser's is fastest), `connections` the product's. The trail of these rows is
 * left out; what other triggers keep is filled in one statement each. Returns who may be measured.
 */
export async function generate(
  ownerUrl: string,
  connections: Connections,
  seal: Seal,
  wanted: Wanted,
): Promise<People & { seconds: number }> {
  const log = wanted.log ?? (() => undefined)
  const random = new Random('bench')
  const started = performance.now()
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query(`set timezone = 'UTC'; set synchronous_commit = off; set maintenance_work_mem = '512MB';
                       set work_mem = '256MB'; set jit = off; select setseed(0.5)`)
    const people = await asSystem(connections, {}, (db) =>
      makePeople(db, random, { managersABranch: wanted.managersABranch, passwordHash: wanted.passwordHash }),
    )
    await makeSecurities(connections, random, wanted.today)
    await whileSuspended(
      owner,
      filled,
      ['warehouse.trades', 'warehouse.customer_months'],
      () => fill(owner, people),
      log,
    )
    log('vacuum and analyze')
    await owner.query('vacuum (analyze)')
    return { ...people, seconds: (performance.now() - started) / 1000 }
  } finally {
    await owner.end()
  }

  async function fill(owner: pg.Client, { managers }: People) {
    log(`${wanted.customers.toLocaleString('en')} customers`)
    const today = dayNumber(wanted.today)
    await makeCustomers(connections, seal, random, { customers: wanted.customers, managers, today, log })
    await numberThem(owner)
    log(`${wanted.trades.toLocaleString('en')} trades`)
    await makeTrades(owner, wanted.trades)
    log(`${wanted.visits.toLocaleString('en')} visits`)
    await makeVisits(owner, wanted.visits, wanted.today)
    log('monthly sums and assignments')
    await fillWhatTriggersKeep(owner)
  }
}

async function makeSecurities(connections: Connections, random: Random, today: string): Promise<void> {
  const days = tradingDays(dayNumber(today) - 730, dayNumber(today) - 1)
  const { listed } = planSecurities(random.fork('securities'), days)
  const securities = listed.map(({ id, code, name, category, subCategory, market, sector }) => {
    return { id, code, name, category, subCategory, market, sector, currency: 'CNY', unknown: false, version: 1 }
  })
  const prices = listed.flatMap(({ id, closes }) =>
    days.map((day, i) => ({ securityId: id, pricedAt: instant(millisOf(day, 15)), price: decimal(closes[i]!, 3) })),
  )
  await asSystem(connections, {}, async (db) => {
    await insertRows(db, 'securities', securities)
    await insertRows(db, 'prices', prices)
  })
}

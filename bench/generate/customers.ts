import { riskLevels } from '@rapport/contract/customer/vocabulary'
import { makeBankCard } from '@rapport/contract/identity/bank-card'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import type { Connections } from '@rapport/database/connections'
import { rowsOfCustomer } from '@rapport/database/factories/customer-rows'
import { insertRows, type Rows } from '@rapport/database/factories/insert-rows'
import type { Seal } from '@rapport/database/seal'
import { type DayNumber, instant, millisOf, monthsLater, onDay } from '@rapport/demo/calendar'
import { organisationIdentity, personIdentity } from '@rapport/demo/identities'
import { banks, mobilePrefixes, occupations } from '@rapport/demo/names'
import { places } from '@rapport/demo/places'
import type { Random } from '@rapport/demo/random'
import type { Person } from './people.ts'

/** The account manager whose requests are measured has exactly so many customers, or all of a smaller database. */
export const benchCustomers = 200
const atOnce = 5_000

/** Customers with documents, contacts, cards and accounts, sealed and searchable as the product makes them. */
export async function makeCustomers(
  connections: Connections,
  seal: Seal,
  random: Random,
  of: { customers: number; managers: readonly Person[]; today: DayNumber; log: (line: string) => void },
): Promise<void> {
  const [bench, ...others] = of.managers
  const everyNth = Math.max(1, Math.floor(of.customers / benchCustomers))
  const isBench = (n: number) => n % everyNth === 0 && n / everyNth < benchCustomers
  let running: Promise<void> = Promise.resolve()
  for (let first = 0; first < of.customers; first += atOnce) {
    const count = Math.min(atOnce, of.customers - first)
    const made = Array.from({ length: count }, (_, i) => {
      const n = first + i
      return customer(seal, random, n, isBench(n) || others.length === 0 ? bench! : random.pick(others), of.today)
    })
    // The next customers are thought of while PostgreSQL writes these.
    await running
    running = asSystem(connections, {}, (db) => write(db, made))
    if ((first / atOnce) % 5 === 4) of.log(`${(first + count).toLocaleString('en')} customers`)
  }
  await running
}

type MadeCustomer = ReturnType<typeof customer>

function customer(seal: Seal, random: Random, n: number, owner: Person, today: DayNumber) {
  const place = places[owner.branch]!
  const openedDay = today - random.whole(1, 8 * 365)
  const organisation = random.chance(0.04)
  const identity = organisation
    ? organisationIdentity(random, n, place, openedDay)
    : personIdentity(random, n, place, openedDay)
  const createdAt = instant(millisOf(openedDay, random.whole(9, 16), random.whole(0, 59)))
  const assessedOn = onDay(today - random.whole(0, Math.min(900, today - openedDay)))
  const spread = String((n * 611_953 + 20_000_003) % 1_000_000_000).padStart(9, '0')
  const customerNo = `${1001 + owner.branch}${String(10_000_000 + ((n * 7_919 + 1_234_567) % 90_000_000))}`
  const account = (kind: string, number: string, market: string | null): Omit<Rows['accounts'], 'customerId'> => {
    const openedOn = onDay(openedDay)
    return { id: random.id(Date.parse(createdAt)), kind, number, market, currency: 'CNY', status: 'open', openedOn }
  }
  const accounts = [account('securities', `A${spread}`, 'SH'), account('securities', `01${spread.slice(1)}`, 'SZ')]
  const [bank, bin] = random.pick(banks)
  const mobile = `${random.pick(mobilePrefixes)}${String((n * 48_271 + 11_111_111) % 100_000_000).padStart(8, '0')}`
  const rows = rowsOfCustomer(seal, {
    id: random.id(Date.parse(createdAt)),
    customerNo,
    ownerId: owner.id,
    unitId: owner.unitId,
    lifecycle: random.weighted({ active: 84, dormant: 11, closed: 5 }),
    level: organisation ? 'legal-entity' : random.weighted({ mass: 72, premium: 18, professional: 4, inactive: 6 }),
    openedOn: onDay(openedDay),
    createdAt,
    occupation: organisation ? null : random.pick(occupations),
    profile: { asOf: assessedOn, riskLevel: random.pick(riskLevels), assessedOn, validTo: monthsLater(assessedOn, 24) },
    accountNumbers: accounts.map(({ number }) => number),
    ...identity.fields,
    identifications: [identity.document],
    contactPoints: [
      { kind: 'mobile', value: mobile, preferred: true },
      ...(n % 2 ? [{ kind: 'email' as const, value: `c${n}@mail.example` }] : []),
    ],
    bankCards: [{ bank, number: makeBankCard(bin, 100_000_000 + n * 37) }],
  })
  return { ...rows, accounts: accounts.map((one) => ({ ...one, customerId: rows.customer.id })) }
}

async function write(db: Db, made: readonly MadeCustomer[]): Promise<void> {
  await db.connection.query('set local statement_timeout = 0')
  await insertRows(
    db,
    'customers',
    made.map((one) => one.customer),
  )
  await insertRows(
    db,
    'identifications',
    made.flatMap((one) => one.identifications),
    { atOnce: 10_000 },
  )
  await insertRows(
    db,
    'contact_points',
    made.flatMap((one) => one.contactPoints),
    { atOnce: 10_000 },
  )
  await insertRows(
    db,
    'bank_cards',
    made.flatMap((one) => one.bankCards),
    { atOnce: 10_000 },
  )
  await insertRows(
    db,
    'accounts',
    made.flatMap((one) => one.accounts),
    { atOnce: 10_000 },
  )
}

import { existsSync, openAsBlob } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { users } from '@rapport/contract/administration/organisation'
import { call, Refusal, type Wire } from '@rapport/contract/client'
import { customers } from '@rapport/contract/customer/customers'
import { type Import, type ImportKind, imports, type Mapping } from '@rapport/contract/customer/imports'
import { securities } from '@rapport/contract/customer/securities'
import { session } from '@rapport/contract/session'

// npm run load:public -- ../shared/data
//
// Loads the real public files into a running product, by its API alone, as a person of the head office would.

const folder = resolve(process.argv[2] ?? '../shared/data')
const origin = new URL(process.env.RAPPORT_URL ?? 'http://127.0.0.1:3000').origin
const username = process.env.RAPPORT_USER ?? 'ho01'
const password = process.env.RAPPORT_PASSWORD ?? process.env.RAPPORT_DEMO_PASSWORD ?? 'rapport-demo'

interface Load {
  kind: ImportKind
  file: string
  mapping: Mapping
  rows: number
  /** How many customers, securities, trades or prices these rows are. */
  records: number
}

const column = (name: string) => ({ column: name })
const constant = (value: string) => ({ constant: value })
/** The brokers of these files are in Europe: local times are Italian, money is euros. */
const european = { zone: constant('Europe/Rome'), currency: constant('EUR') }

/** The files with their mappings; customers who come without an owner are spread over these managers. */
const loads = (managers: string[]): Load[] => [
  {
    kind: 'customers',
    file: 'far-trans/customer_information.csv.gz',
    mapping: {
      customerNo: column('customerID'),
      level: column('customerType'),
      riskLevel: column('riskLevel'),
      investmentCapacity: column('investmentCapacity'),
      assessedOn: { column: 'lastQuestionnaireDate', values: { '2000-01-01': '' } },
      asOf: column('timestamp'),
      owner: { spread: managers },
    },
    rows: 32_468,
    records: 29_090,
  },
  {
    kind: 'securities',
    file: 'far-trans/asset_information.csv',
    mapping: {
      code: column('ISIN'),
      name: column('assetName'),
      shortName: column('assetShortName'),
      category: column('assetCategory'),
      subCategory: column('assetSubCategory'),
      market: column('marketID'),
      sector: column('sector'),
      industry: column('industry'),
      asOf: column('timestamp'),
      currency: constant('EUR'),
    },
    rows: 836,
    records: 806,
  },
  {
    kind: 'trades',
    file: 'directa/trades_10_investors.csv.gz',
    mapping: {
      customerNo: column('investor'),
      side: column('type'),
      securityCode: column('asset'),
      quantity: column('quantity'),
      price: column('price'),
      tradedAt: column('datetime'),
      owner: { spread: managers },
      ...european,
    },
    rows: 4_917,
    records: 4_917,
  },
  {
    kind: 'prices',
    file: 'directa/marketprices_10_investors.csv.gz',
    mapping: {
      securityCode: column('asset'),
      price: column('price'),
      pricedAt: column('datetime'),
      ...european,
    },
    rows: 258_137,
    records: 258_137,
  },
]

const say = (line: string) => process.stdout.write(`${line}\n`)
const thousands = (count: number) => count.toLocaleString('en')

async function signIn(): Promise<Wire> {
  const answer = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ username, password }),
  }).catch(() => {
    throw new Error(`nothing answers at ${origin}: start the product first (npm start), or set RAPPORT_URL`)
  })
  if (!answer.ok) throw new Error(`${username} is not let in (${answer.status}): set RAPPORT_USER and RAPPORT_PASSWORD`)
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  return { base: `${origin}/api`, headers: () => ({ cookie, origin }) }
}

async function load(wire: Wire, { kind, file, mapping, rows, records }: Load): Promise<Import> {
  const form = new FormData()
  form.set('kind', kind)
  form.set('mode', 'upsert')
  form.set('mapping', JSON.stringify(mapping))
  form.set('file', await openAsBlob(join(folder, file)), basename(file))
  const began = Date.now()
  let state = await call(wire, imports.start, { form })
  while (state.state === 'waiting' || state.state === 'running') {
    await pause(500)
    state = await call(wire, imports.open, { params: { id: state.id } })
    if (process.stdout.isTTY) process.stdout.write(`\r${file}: ${thousands(state.rows)} rows …\u001b[K`)
  }
  if (process.stdout.isTTY) process.stdout.write('\r\u001b[K')
  const made = Object.entries(state.made).map(([name, count]) => `${thousands(count)} ${name}`)
  say(
    `${file}: ${thousands(state.rows)} rows in ${((Date.now() - began) / 1000).toFixed(1)} s: ${thousands(state.created)} created, ` +
      `${thousands(state.updated)} updated, ${thousands(state.unchanged)} unchanged, ${thousands(state.refused)} refused` +
      (made.length > 0 ? `; made ${made.join(', ')}` : ''),
  )
  for (const { field, code, count } of state.reasons) say(`  refused ${thousands(count)}: ${field} ${code}`)
  if (state.state !== 'done') throw new Error(`${file}: ${state.state} ${state.failure ?? ''}`)
  if (state.rows !== rows || state.refused > 0)
    throw new Error(`${file}: want ${thousands(rows)} rows and none refused`)
  if (state.created > records || (state.unchanged === 0 && state.created !== records))
    throw new Error(`${file}: want ${thousands(records)} ${kind}`)
  if (state.created < records)
    say(`  ${thousands(records - state.created)} of ${thousands(records)} ${kind} were there before`)
  return state
}

async function main() {
  if (!existsSync(join(folder, 'far-trans')) || !existsSync(join(folder, 'directa')))
    throw new Error(`${folder} has no folders far-trans and directa: say where they are`)
  const wire = await signIn()
  await call(wire, session.whoAmI)
  const managers = (await call(wire, users.colleagues, { query: { role: 'account-manager', limit: '200' } })).items
  if (managers.length === 0) throw new Error('nobody is an account manager: who should the customers belong to?')
  say(`loading as ${username} into ${origin}; customers are spread over ${managers.length} account managers`)
  const count = async () => ({
    customers: (await call(wire, customers.list, { query: { limit: '1' } })).total,
    securities: (await call(wire, securities.list, { query: { limit: '1' } })).total,
  })
  const before = await count()
  const done = []
  for (const one of loads(managers.map((manager) => manager.username))) done.push(await load(wire, one))
  const after = await count()

  const expected = {
    customers: before.customers + done[0]!.created + (done[2]!.made.customers ?? 0),
    securities:
      before.securities + done[1]!.created + (done[2]!.made.securities ?? 0) + (done[3]!.made.securities ?? 0),
  }
  say(`customers ${thousands(before.customers)} → ${thousands(after.customers)}`)
  say(`securities ${thousands(before.securities)} → ${thousands(after.securities)}`)
  for (const name of ['customers', 'securities'] as const)
    if (after[name] !== expected[name])
      throw new Error(`${name}: ${thousands(after[name])} are there, ${thousands(expected[name])} should be`)
}

try {
  await main()
} catch (error) {
  const why = error instanceof Refusal ? `${error.status} ${JSON.stringify(error.problem)}` : (error as Error).message
  process.stderr.write(`load:public failed: ${why}\n`)
  process.exit(1)
}

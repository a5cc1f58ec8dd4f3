import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Delivery, startWarehouse, type Warehouse } from './testing.ts'
import type { Told } from './testing-killed.ts'
import { stateOf } from './testing-state.ts'

let killed: Warehouse
let spared: Warehouse
beforeAll(async () => {
  killed = await startWarehouse()
  spared = await startWarehouse()
})
afterAll(async () => {
  await killed.close()
  await spared.close()
})

const POINTS = 20
const names = [
  'customerNo',
  'accountNumber',
  'securityCode',
  'side',
  'quantity',
  'price',
  'tradedOn',
  'tradeNo',
  'action',
]

/** A day before, and a day with late rows, a correction and a cancel of what it told. */
function daysOf({ item }: Warehouse): { before: Delivery[]; day: Delivery[] } {
  const trades = item('trades', names)
  const prices = item('prices', ['securityCode', 'day', 'price'])
  const rows = (day: string) =>
    Array.from(
      { length: 40 },
      (_, i) => `C${i % 7},A${i % 7},S${i % 3},${i % 4 ? 'buy' : 'sell'},${100 + i},${5 + i}.20,${day},${day}-${i},new`,
    )
  const again = [
    'C1,A1,S1,buy,999,6.20,2025-06-02,2025-06-02-1,new',
    'C2,A2,S2,buy,102,7.20,2025-06-02,2025-06-02-2,cancel',
    'C3,A3,S0,buy,5,9.00,2025-06-02,late,new',
  ]
  const file = (lines: string[]) => `${names.join(',')}\n${lines.join('\n')}\n`
  const closes = (day: string, price: number) =>
    `securityCode,day,price\nS0,${day},${price}\nS1,${day},${price + 1}\nS2,${day},${price + 2}\n`
  return {
    before: [
      { item: trades, businessDate: '2025-06-02', text: file(rows('2025-06-02')) },
      { item: prices, businessDate: '2025-06-02', text: closes('2025-06-02', 8) },
    ],
    day: [
      { item: trades, businessDate: '2025-06-03', text: file([...rows('2025-06-03'), ...again]) },
      { item: prices, businessDate: '2025-06-03', text: closes('2025-06-03', 9) },
    ],
  }
}

function run(told: Told): Promise<{ signal: string | null; statements: number }> {
  const script = fileURLToPath(new URL('./testing-killed.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    env: { ...process.env, RAPPORT_TEST_TOLD: JSON.stringify(told) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (bytes) => {
    said += bytes
  })
  return new Promise((resolve) => child.on('exit', (_, signal) => resolve({ signal, statements: Number(said) })))
}

describe('a load that is killed', () => {
  it(`at any of ${POINTS} points leaves the day before as it was, and run again comes to the same as one that was spared`, async () => {
    const { before, day } = daysOf(killed)
    await killed.load(before)
    const reference = daysOf(spared)
    await spared.load(reference.before)
    await spared.load(reference.day)
    const expected = await stateOf(spared)
    const yesterday = await stateOf(killed)

    const steps = []
    for (const delivery of day)
      steps.push({ code: delivery.item.code, item: delivery.item, batchId: await killed.arrive(delivery) })
    const told = {
      url: killed.database.appUrl,
      key: killed.key,
      dataDir: killed.works.dataDir,
      businessDate: '2025-06-03',
      runId: newId(),
      steps,
    }
    // Each try gets further: about 130 statements are needed, and the last is killed at its commit.
    const most = 125
    for (let point = 1; point <= POINTS; point++) {
      const killAt = Math.round((most * point) / POINTS)
      expect(await run({ ...told, killAt })).toMatchObject({ signal: 'SIGKILL' })
      expect(await stateOf(killed)).toEqual(yesterday)
    }
    const { signal, statements } = await run({ ...told, killAt: 0 })
    expect(signal).toBeNull()
    expect(statements).toBeGreaterThan(most)
    expect(await stateOf(killed)).toEqual(expected)
  })
})

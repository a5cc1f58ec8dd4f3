import { afterEach, describe, expect, it } from 'vitest'
import { type Delivery, startWarehouse, type Warehouse } from './testing.ts'
import { stateOf } from './testing-state.ts'

const open: Warehouse[] = []
afterEach(async () => {
  for (const warehouse of open.splice(0)) await warehouse.close()
})

/** A small generator of numbers that are the same every time. */
function random(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const days = ['2025-03-03', '2025-03-04', '2025-03-05', '2025-03-31', '2025-04-01', '2025-04-02']
const tradeNames = 'customerNo,accountNumber,securityCode,side,quantity,price,fees,tradedOn,tradeNo,action'
const cashNames = 'customerNo,accountNumber,movedOn,kind,amount,serialNo,action'

/** Files of six days, with corrections, cancels, late rows, rows that are sent again, and balances that tell the cash. */
function filesOf({ item }: Warehouse): Delivery[] {
  const next = random(7)
  const trades = item('trades', tradeNames.split(','))
  const cash = item('cash-movements', cashNames.split(','))
  const balances = item('cash-balances', ['customerNo', 'accountNumber', 'day', 'balance'])
  const prices = item('prices', ['securityCode', 'day', 'price'])
  const actions = item('corporate-actions', ['securityCode', 'exOn', 'recordOn', 'kind', 'cashPerShare', 'bonusRatio'])
  const told: string[] = []
  const moved: string[] = []
  const files: Delivery[] = days.flatMap((day, d): Delivery[] => {
    const rows: string[] = []
    for (let i = 0; i < 12; i++) {
      const c = next(4)
      const row = `C${c},A${c},S${next(3)},${next(2) ? 'buy' : 'sell'},${100 * (1 + next(9))},${5 + next(20)}.${next(10)}0,${next(5)}.00,${day},${day}-${i},new`
      rows.push(row)
      told.push(row)
    }
    // Corrections of what an earlier day told, a cancel, and a row that is said again.
    for (let i = 0; d > 0 && i < 3; i++) {
      const cells = told[next(12 * d)]!.split(',')
      if (i === 0) cells[4] = String(50 * (1 + next(9)))
      if (i === 1) cells[9] = 'cancel'
      rows.push(cells.join(','))
    }
    if (d === 3) rows.push(`C1,A1,S0,buy,300,7.00,1.00,${days[1]},late-1,new`)
    const flows = [`C${next(4)},A0,${day},deposit,${1000 + next(9000)}.00,${day}-d,new`]
    flows[0] = flows[0]!.replace(/^C(\d),A0/, 'C$1,A$1')
    moved.push(flows[0]!)
    if (d === 4) flows.push(moved[1]!.replace('new', 'cancel'))
    return [
      { item: trades, businessDate: day, text: `${tradeNames}\n${rows.join('\n')}\n` },
      { item: cash, businessDate: day, text: `${cashNames}\n${flows.join('\n')}\n` },
      {
        item: prices,
        businessDate: day,
        text: `securityCode,day,price\n${[0, 1, 2].map((s) => `S${s},${day},${6 + next(20)}.50`).join('\n')}\n`,
      },
    ]
  })
  files.push({
    item: actions,
    businessDate: days[4]!,
    text: `securityCode,exOn,recordOn,kind,cashPerShare,bonusRatio\nS1,2025-03-31,2025-03-05,dividend,0.25,\nS1,2025-03-31,2025-03-05,bonus,,0.2\n`,
  })
  files.push({
    item: balances,
    businessDate: days[5]!,
    text: `customerNo,accountNumber,day,balance\nC9,A9,2025-04-02,500.00\n`,
  })
  // The price of a day long past is corrected by a later arrival of that day.
  files.push({
    item: prices,
    businessDate: days[1]!,
    sequence: 2,
    text: `securityCode,day,price\nS0,2025-03-04,99.00\n`,
  })
  return files
}

async function stateAfter(order: (files: Delivery[]) => Delivery[][]): Promise<Record<string, unknown[]>> {
  const warehouse = await startWarehouse()
  open.push(warehouse)
  for (const run of order(filesOf(warehouse))) await warehouse.load(run)
  return stateOf(warehouse)
}

const inOrder = (files: Delivery[]) =>
  days
    .map((day) => files.filter(({ businessDate, sequence }) => businessDate === day && sequence !== 2))
    .concat([files.slice(-1)])
const shuffled = (seed: number) => (files: Delivery[]) => {
  const next = random(seed)
  const left = [...files]
  const order: Delivery[][] = []
  while (left.length > 0) order.push(left.splice(next(left.length), 1))
  return order
}

/** Rows that one state has and the other has not, a few of each table. */
function differences(found: Record<string, unknown[]>, expected: Record<string, unknown[]>): string[] {
  return Object.keys(expected).flatMap((table) => {
    const [here, there] = [new Set(found[table]), new Set(expected[table])]
    const more = [...here].filter((row) => !there.has(row)).map((row) => `${table} + ${row}`)
    const less = [...there].filter((row) => !here.has(row)).map((row) => `${table} - ${row}`)
    return [...more.slice(0, 2), ...less.slice(0, 2)]
  })
}

describe('files in any order', () => {
  it('come to the same facts, positions and sums to the cent, alone or together, once or again', {
    timeout: 400_000,
  }, async () => {
    const expected = await stateAfter(inOrder)
    expect(expected.customer_days!.length).toBeGreaterThan(20)
    expect(expected.cancels!.length).toBeGreaterThan(3)
    expect(differences(await stateAfter((files) => [files]), expected)).toEqual([])
    for (const seed of [1, 2, 3]) expect(differences(await stateAfter(shuffled(seed)), expected)).toEqual([])
    const twice = await stateAfter((files) => [...inOrder(files), ...shuffled(4)(files)])
    expect(differences(twice, expected)).toEqual([])
  })
})

import { newId } from '@rapport/database/ids'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Held, type StepItem } from './step.ts'
import { type Delivery, startWarehouse, type Warehouse } from './testing.ts'
import { stateOf } from './testing-state.ts'

let warehouse: Warehouse
const items: Record<string, StepItem> = {}
const columns = {
  trades: ['customerNo', 'accountNumber', 'securityCode', 'side', 'quantity', 'price', 'tradedOn', 'tradeNo', 'action'],
  'cash-movements': ['customerNo', 'accountNumber', 'movedOn', 'kind', 'amount', 'serialNo', 'action'],
  'cash-balances': ['customerNo', 'accountNumber', 'day', 'balance'],
  'position-balances': ['customerNo', 'accountNumber', 'securityCode', 'day', 'quantity'],
} as const
type Target = keyof typeof columns
beforeAll(async () => {
  warehouse = await startWarehouse()
  for (const target of Object.keys(columns) as Target[]) items[target] = warehouse.item(target, columns[target])
})
afterAll(() => warehouse.close())

const files = (businessDate: string, told: Partial<Record<Target, string[]>>, sequence = 1): Delivery[] =>
  Object.entries(told).map(([target, rows]) => ({
    item: items[target]!,
    businessDate,
    sequence,
    text: `${[columns[target as Target].join(','), ...rows].join('\n')}\n`,
  }))
const found = (businessDate: string, kind: string) =>
  warehouse.ask(
    `select subject, expected::float8 as expected, found::float8 as found, state from warehouse.reconciliations
     where business_date = $1 and kind = $2 order by subject, state`,
    [businessDate, kind],
  )
const accept = (businessDate: string, subject: string) =>
  warehouse.ask(
    `update warehouse.reconciliations set state = 'accepted', accepted_by = $3, accepted_at = now(), reason = 'known'
     where business_date = $1 and subject = $2 and state = 'red'`,
    [businessDate, subject, newId()],
  )
const fill = (customer: number, day: string, no: string, quantity = 100) =>
  `C${customer},A${customer},S1,buy,${quantity},10.00,${day},${no},new`

describe('a day on which the counter tells what accounts hold', () => {
  it('goes in when cash and positions agree with what follows from trades and movements', async () => {
    const day = '2025-03-03'
    await warehouse.load(
      files(day, {
        trades: [fill(1, day, 'a'), fill(2, day, 'b', 30)],
        'cash-movements': [`C1,A1,${day},deposit,5000.00,d1,new`, `C2,A2,${day},deposit,1000.00,d2,new`],
        'cash-balances': [`C1,A1,${day},4000.00`, `C2,A2,${day},700.00`],
        'position-balances': [`C1,A1,S1,${day},100`, `C2,A2,S1,${day},30`],
      }),
    )
    expect(await found(day, 'cash')).toEqual([
      { subject: 'CNY', expected: 4700, found: 4700, state: 'green' },
      { subject: 'accounts off', expected: 0, found: 0, state: 'green' },
    ])
    expect(await found(day, 'positions')).toEqual([{ subject: 'positions off', expected: 0, found: 0, state: 'green' }])
  })

  it('is kept out by a cent of cash, also where the cents of two make up for each other', async () => {
    const day = '2025-03-04'
    const before = await stateOf(warehouse)
    const load = (one: string, two: string) =>
      warehouse.load(
        files(day, {
          'cash-movements': [`C1,A1,${day},deposit,1.00,d3,new`, `C2,A2,${day},deposit,1.00,d4,new`],
          'cash-balances': [`C1,A1,${day},${one}`, `C2,A2,${day},${two}`],
        }),
      )
    await expect(load('4001.01', '701.00')).rejects.toBeInstanceOf(Held)
    expect(await found(day, 'cash')).toMatchObject([
      { expected: 4702.01, found: 4702, state: 'red' },
      { subject: 'accounts off', found: 1, state: 'red' },
    ])
    await expect(load('4001.01', '700.99')).rejects.toMatchObject({ code: 'reconciliation.red' })
    expect(await found(day, 'cash')).toMatchObject([
      { state: 'green' },
      { subject: 'accounts off', found: 2, state: 'red' },
    ])
    expect(await stateOf(warehouse)).toEqual(before)
    await load('4001.00', '701.00')
    expect(await found(day, 'cash')).toMatchObject([{ state: 'green' }, { state: 'green' }])
  })

  it('is kept out by a position that is off, or that is not told of a day of which the counter tells others', async () => {
    const day = '2025-03-05'
    const before = await stateOf(warehouse)
    const load = (quantity: string) =>
      warehouse.load(
        files(day, { trades: [fill(1, day, 'p', 1)], 'position-balances': [`C1,A1,S1,${day},${quantity}`] }),
      )
    await expect(load('101.0001')).rejects.toMatchObject({ code: 'reconciliation.red' })
    expect(await found(day, 'positions')).toMatchObject([{ subject: 'positions off', found: 1, state: 'red' }])
    expect(await stateOf(warehouse)).toEqual(before)
    await load('101')
    expect(await found(day, 'positions')).toMatchObject([{ found: 0, state: 'green' }])
  })

  it('goes in with the differences that a person accepted, and with no other', async () => {
    const day = '2025-03-06'
    const load = (balance: string) =>
      warehouse.load(files(day, { trades: [fill(3, day, 'q', 1)], 'cash-balances': [`C1,A1,${day},${balance}`] }))
    await expect(load('3990.50')).rejects.toMatchObject({ code: 'reconciliation.red' })
    await accept(day, 'CNY')
    await expect(load('3990.50')).rejects.toMatchObject({ code: 'reconciliation.red' })
    await accept(day, 'accounts off')
    await expect(load('3990.51')).rejects.toMatchObject({ code: 'reconciliation.red' })
    expect(await load('3990.50')).toMatchObject({ refused: 0 })
    expect(await found(day, 'cash')).toMatchObject([
      { subject: 'CNY', state: 'accepted' },
      { subject: 'accounts off', state: 'accepted' },
    ])
  })
})

describe('a cancel that comes before its row', () => {
  const day = '2025-03-10'
  const trade = (action: string) => `C5,A5,S1,buy,100,10.00,${day},x1,${action}`
  const cancels = (on = day) => found(on, 'cancels')
  const mine = () => warehouse.ask(`select from warehouse.trades where external_key like '%|x1'`)

  it('is told as waiting for it, and takes it out whenever it comes; then it is accounted for', async () => {
    await warehouse.load(files(day, { trades: [trade('cancel'), fill(5, day, 'x2')] }, 2))
    expect(await cancels()).toEqual([{ subject: 'cancels without a row', expected: 0, found: 1, state: 'red' }])
    await warehouse.load(files(day, { trades: [trade('new')] }, 1))
    expect(await cancels()).toMatchObject([{ found: 0, state: 'green' }])
    expect(await mine()).toEqual([])
    const [held] = await warehouse.ask(
      `select p.quantity::float8 as quantity from warehouse.positions p join accounts a on a.id = p.account_id where a.number = 'A5'`,
    )
    expect(held).toEqual({ quantity: 100 })
  })

  it('is told also of a day that was in when it came', async () => {
    const [early, later] = ['2025-03-11', '2025-03-12']
    await warehouse.load(files(early, { trades: [fill(6, early, 'y1')] }))
    expect(await cancels(early)).toEqual([])
    const cancel = (no: string) => `C6,A6,S1,buy,100,10.00,${early},${no},cancel`
    await warehouse.load(files(later, { trades: [fill(6, later, 'y2'), cancel('y9')] }))
    expect(await cancels(early)).toMatchObject([{ found: 1, state: 'red' }])
    expect(await cancels(later)).toEqual([])
    // Its row was told of the day itself, by a file that comes late.
    await warehouse.load([
      ...files(later, { 'cash-movements': [`C6,A6,${later},deposit,1.00,late,new`] }, 2),
      ...files(early, { trades: [fill(6, early, 'y9')] }, 2),
    ])
    expect(await cancels(early)).toMatchObject([{ found: 0, state: 'green' }])
  })
})

describe('a day on which prices say that a security went ex', () => {
  it('is red where somebody held it and no corporate action was told, until one is', async () => {
    const prices = warehouse.item('prices', ['securityCode', 'day', 'price', 'previousClose'])
    const actions = warehouse.item('corporate-actions', ['securityCode', 'exOn', 'recordOn', 'kind', 'cashPerShare'])
    const priced = (day: string, ...rows: string[]): Delivery => ({
      item: prices,
      businessDate: day,
      text: `securityCode,day,price,previousClose\n${rows.map((row) => `${row}\n`).join('')}`,
    })
    const [before, ex] = ['2025-05-05', '2025-05-06']
    await warehouse.load([
      ...files(before, {
        trades: [
          `C8,A8,EX1,buy,100,10.00,${before},x1,new`,
          `C8,A8,EX2,buy,100,10.00,${before},x2,new`,
          `C8,A8,EX2,sell,100,10.00,${before},x3,new`,
        ],
      }),
      priced(before, `EX1,${before},10.00,`, `EX2,${before},10.00,`, `EX3,${before},10.00,`),
    ])
    // What nobody holds does not matter: EX2 was sold, EX3 never bought.
    await warehouse.load([priced(ex, `EX1,${ex},9.60,9.50`, `EX2,${ex},9.60,9.50`, `EX3,${ex},9.60,9.50`)])
    const red = { subject: 'held without an action', expected: 0, found: 1, state: 'red' }
    expect(await found(ex, 'ex-days')).toEqual([red])
    expect(await found(before, 'ex-days')).toEqual([])

    await warehouse.load([
      {
        item: actions,
        businessDate: '2025-05-07',
        text: `securityCode,exOn,recordOn,kind,cashPerShare\nEX1,${ex},${before},dividend,0.50\n`,
      },
    ])
    expect(await found(ex, 'ex-days')).toEqual([{ ...red, found: 0, state: 'green' }])
  })
})

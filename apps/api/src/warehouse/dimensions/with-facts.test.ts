import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { check } from '#warehouse/check.ts'
import { stage } from '#warehouse/stage.ts'
import type { Step } from '#warehouse/step.ts'
import { type Delivery, startWarehouse, type Warehouse } from '#warehouse/testing.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await startWarehouse()
})
afterAll(() => warehouse.close())

const day = '2025-06-03'
const lists = {
  customers: 'customerNo,name,mobile,identificationNumber,openedOn,ownerNo',
  accounts: 'accountNumber,customerNo,openedOn,closedOn',
  trades: 'customerNo,accountNumber,securityCode,side,quantity,price,tradedOn,tradeNo',
}
const hold = () => ({ customers: 'hold', unitId: warehouse.unit.id, accounts: 'hold', securities: 'make' }) as const
const file = (target: keyof typeof lists, rows: string[]): Delivery => ({
  item: warehouse.item(target, lists[target].split(','), { unknown: hold() }),
  businessDate: day,
  text: `${[lists[target], ...rows].join('\n')}\n`,
})
const count = async (table: string, where: string) =>
  (await warehouse.ask<{ n: number }>(`select count(*) as n from ${table} where ${where}`))[0]!.n

describe('customers and trades of one day', () => {
  const customers = (no: string) => file('customers', [`${no},王小明,13800138000,,,`])
  const accounts = (no: string) => file('accounts', [`A-${no},${no},2025-06-03,`])
  const trades = (no: string) => file('trades', [`${no},A-${no},600000.SH,buy,100,10.00,${day},1`])

  it('go in together, although nobody knew the customers before', async () => {
    const outcome = await warehouse.load([customers('N1'), accounts('N1'), trades('N1')])
    expect(outcome).toMatchObject({ rowsIn: 3, refused: 0 })
    expect(await count('warehouse.positions p join customers c on c.id = p.customer_id', `c.customer_no = 'N1'`)).toBe(
      1,
    )
  })

  it('or not at all: until the day is published nothing of them is there', async () => {
    const steps: Step[] = []
    for (const delivery of [customers('N2'), accounts('N2'), trades('N2')]) {
      const batchId = await warehouse.arrive(delivery)
      const step = { code: delivery.item.code, kind: 'stage' as const, item: delivery.item, batchId }
      await stage(step, warehouse.means(day))
      await check({ ...step, kind: 'check' }, warehouse.means(day))
      steps.push({ ...step, kind: 'merge' })
    }
    expect(await count('customers', `customer_no = 'N2'`)).toBe(0)
    const dies = { checkpoint: (name: string) => (name === 'commit' ? Promise.reject(new Error('killed')) : undefined) }
    await expect(warehouse.finishAll(steps, day, dies)).rejects.toThrow('killed')
    expect(await count('customers', `customer_no = 'N2'`)).toBe(0)
    // Trades whose customers are not merged with them are not merged either.
    await expect(warehouse.finishAll(steps.slice(2), day)).rejects.toThrow('references.not-merged')
    await warehouse.finishAll(steps, day)
    expect(await count('warehouse.trades t join customers c on c.id = t.customer_id', `c.customer_no = 'N2'`)).toBe(1)
    expect(await count('accounts', `number = 'A-N2'`)).toBe(1)
  })
})

describe('a customer of a feed', () => {
  it('is held back where it cannot be what it says, each field with its reason', async () => {
    await warehouse.load([
      file('customers', [
        ...[
          'G1',
          'G2',
          'G3',
          'G4',
          'G5',
          'G6',
          'G7',
          'G8',
          'G9',
          'G10',
          'G11',
          'G12',
          'G13',
          'G14',
          'G15',
          'G16',
          'G17',
        ].map((no) => `${no},Good,,,,`),
        'B1,李四,12345,110105194912310021,,',
        'B2,李四,,,2031-01-01,',
        'B3,李四,,,,nobody',
      ]),
    ])
    const issues = await warehouse.ask<{ reasons: unknown }>('select reasons from quality_issues order by line')
    expect(issues.map(({ reasons }) => reasons)).toEqual([
      [expect.objectContaining({ field: 'mobile' })],
      [{ field: 'openedOn', code: 'day.future' }],
      [{ field: 'ownerNo', code: 'owner.unknown' }],
    ])
    expect(await count('customers', `customer_no like 'B_'`)).toBe(0)
  })

  it('keeps what a person wrote until the feed says something new', async () => {
    const told = (name: string, sequence: number) => ({
      ...feed,
      sequence,
      text: `${lists.customers}\nP1,${name},,,,\n`,
    })
    const feed = file('customers', [])
    await warehouse.load([told('陈一', 1)])
    await warehouse.make((db) => db.customer.updateMany({ where: { customerNo: 'P1' }, data: { name: '陈壹' } }))
    await warehouse.load([{ ...told('陈一', 2), text: `${lists.customers}\nP1,陈一,,,2020-01-02,\n` }])
    expect(await count('customers', `customer_no = 'P1' and opened_on = '2020-01-02'`)).toBe(1)
    expect(await count('customers', `customer_no = 'P1' and name = '陈壹'`)).toBe(1)
    await warehouse.load([told('陈一一', 3)])
    expect(await count('customers', `customer_no = 'P1' and name = '陈一一' and '^陈' = any (search_keys)`)).toBe(1)
  })

  it('of 10,000 goes in within seconds, sealed', async () => {
    const rows = Array.from(
      { length: 10_000 },
      (_, i) => `L${i},客户${i},138${String(i).padStart(8, '0')},,2020-01-02,`,
    )
    const large = file('customers', rows)
    const before = performance.now()
    await warehouse.load([large])
    const first = (performance.now() - before) / 1000
    const middle = performance.now()
    const again = await warehouse.load([{ ...large, sequence: 2 }])
    const second = (performance.now() - middle) / 1000
    console.info(`10,000 customers with mobiles: ${first.toFixed(1)} s, the same file again ${second.toFixed(1)} s`)
    expect(again).toMatchObject({ rowsIn: 10_000, duplicates: 10_000, corrected: 0 })
    expect(
      await count(
        'contact_points p join customers c on c.id = p.customer_id',
        `c.customer_no like 'L%' and p.value_sealed not like '%138%138%'`,
      ),
    ).toBe(10_000)
    expect(await count('warehouse.collected', `values_sealed like '%客户%'`)).toBe(0)
  })
})

describe('days on which something was priced', () => {
  const prices = (market: string, days: string[]): Delivery => ({
    item: warehouse.item('prices', ['securityCode', 'day', 'price']),
    businessDate: '2019-12-31',
    text: `securityCode,day,price\n${days.map((on) => `${market},${on},1.00`).join('\n')}\n`,
  })
  const calendar = (rows: string[]): Delivery => ({
    item: warehouse.item('calendar', ['market', 'day', 'trading']),
    businessDate: '2019-12-31',
    text: `market,day,trading\n${rows.join('\n')}\n`,
  })
  const known = (from: string) =>
    warehouse.ask(
      `select market, day, trading, origin from warehouse.calendar where day between $1::date and $1::date + 3 order by market, day`,
      [from],
    )

  it('are trading days as far as no calendar tells of them, of the market of what was priced or of the firm', async () => {
    await warehouse.ask(`insert into securities (id, code, market) values (gen_random_uuid(), 'HK1', 'HKEX')`)
    await warehouse.load([calendar(['CN,2019-03-05,0'])])
    await warehouse.load([prices('X1', ['2019-03-04', '2019-03-05']), prices('HK1', ['2019-03-05'])])
    const expected = [
      { market: 'CN', day: '2019-03-04', trading: true, origin: 'prices' },
      { market: 'CN', day: '2019-03-05', trading: false, origin: 'feed' },
      { market: 'HKEX', day: '2019-03-05', trading: true, origin: 'prices' },
    ]
    expect(await known('2019-03-04')).toEqual(expected)
    await warehouse.load([calendar(['CN,2019-03-04,1', 'HKEX,2019-03-05,0'])])
    expect(await known('2019-03-04')).toEqual([
      { ...expected[0], origin: 'feed' },
      expected[1],
      { ...expected[2], trading: false, origin: 'feed' },
    ])
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Delivery, startWarehouse, type Warehouse } from '#warehouse/testing.ts'
import { findMoments } from './engine/find-moments.ts'

/** Friday. */
const today = '2026-11-20'
let warehouse: Warehouse
let clock = '2026-11-20T02:00:00Z'
beforeAll(async () => {
  warehouse = await startWarehouse()
})
afterAll(() => warehouse.close())

const names = ['customerNo', 'occurredOn', 'kind', 'serialNo', 'securityName', 'quantity', 'amount', 'dueOn', 'note']
const file = (columns: readonly string[], rows: readonly string[]) => `${columns.join(',')}\n${rows.join('\n')}\n`
const load = async (...deliveries: Delivery[]) => {
  await warehouse.load(deliveries)
  await look()
}
const look = () => findMoments({ ...warehouse.works, now: () => new Date(clock) })
const signals = (day: string, ...rows: string[]): Delivery => ({
  item: warehouse.item('customer-signals', names),
  businessDate: day,
  text: file(names, rows),
})
const announced = ['securityCode', 'day', 'kind', 'recordOn', 'exOn', 'payFrom', 'payUntil', 'daysLeft']
const announce = (day: string, ...rows: string[]): Delivery => ({
  item: warehouse.item('security-signals', announced),
  businessDate: day,
  text: file(announced, rows),
})
const traded = [
  'customerNo',
  'accountNumber',
  'securityCode',
  'side',
  'quantity',
  'price',
  'amount',
  'tradedOn',
  'tradeNo',
]
let fills = 0
const holds = (customer: string, security: string, day = '2026-11-16'): Delivery => ({
  item: warehouse.item('trades', traded),
  businessDate: day,
  text: file(traded, [`${customer},A${customer},${security},buy,100,10,1000.00,${day},F${++fills}`]),
})
const found = async (no: string) =>
  (
    await warehouse.ask<{ said: string }>(
      `select concat_ws(' ', e.code, to_char(e.occurred_on, 'MM-DD'), e.subject) as said from moment_events e
       join customers c on c.id = e.customer_id where c.customer_no = $1 order by e.code, e.occurred_on, e.subject`,
      [no],
    )
  ).map(({ said }) => said)
const codes = async (no: string) => (await found(no)).map((said) => said.split(' ')[0])
const tasks = (no: string) =>
  warehouse.ask<{ code: string; details: string; due: string; state: string }>(
    `select t.code, t.details_zh as details, to_char(t.due_at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI') as due, t.state from tasks t join customers c on c.id = t.customer_id
     where c.customer_no = $1 order by t.created_at`,
    [no],
  )

describe('what a system tells of a customer is loaded, and found once', () => {
  it('asks to leave, questions about fees, letters and unusual logins (M08, M24, M27, M30); a plain login is none', async () => {
    await load(
      signals(
        today,
        `S1,${today},转托管,a1,,,,,转托管`,
        `S1,${today},销户,a2,,,,,`,
        `S2,${today},费用咨询,a3,,,,,`,
        `S3,${today},新设备登录,a4,,,,,`,
        `S4,${today},警示函,a5,,,,,异常交易警示函`,
        `S5,${today},登录,a6,,,,,`,
      ),
    )
    expect(await found('S1')).toEqual(['M08 11-20 closing a2', 'M08 11-20 transfer-out a1'])
    expect([await codes('S2'), await codes('S3'), await codes('S4'), await codes('S5')]).toEqual([
      ['M24'],
      ['M27'],
      ['M30'],
      [],
    ])
    // Both wishes of one day are one contact, due within an hour of service from ten o'clock on.
    expect(await tasks('S1')).toMatchObject([{ code: 'M08', due: '11-20 11:00' }])
    expect((await tasks('S4'))[0]!.details).toContain('异常交易警示函')
  })

  it('what comes by a second file of the day is found within the next look, and nothing of the first again', async () => {
    await load(signals(today, `S1,${today},销户,a2,,,,,`, `S6,${today},closing,b1,,,,,`))
    expect([await codes('S1'), await codes('S6')]).toEqual([['M08', 'M08'], ['M08']])
    expect(await tasks('S1')).toHaveLength(1)
  })

  it('a row that does not say when something is due, or how much, waits in quarantine with its reason', async () => {
    await load(
      signals(
        today,
        ...Array.from({ length: 20 }, (_, n) => `Q${n},${today},login,q${n},,,,,`),
        `QX,${today},allotment,q21,甲股,500,1000.00,,`,
        `QX,${today},allotment,q22,甲股,500,,${today},`,
      ),
    )
    const held = await warehouse.ask<{ reasons: unknown }>('select reasons from quality_issues order by line')
    expect(held.map(({ reasons }) => reasons)).toMatchObject([
      [{ field: 'dueOn', code: 'required' }],
      [{ field: 'amount', code: 'required' }],
    ])
  })
})

describe('what falls due', () => {
  it('a margin contract ten, five and one day before (M17), as its last row says; a settled or extended one is left alone', async () => {
    const contract = (no: string, due: string, amount: string, on = today) =>
      `${no},${on},融资合约,R${no},,,${amount},${due},`
    await load(
      signals(
        '2026-11-19',
        contract('D4', '2026-11-30', '100.00', '2026-11-19'),
        contract('D5', '2026-11-30', '100.00', '2026-11-19'),
      ),
    )
    await load(
      signals(
        today,
        contract('D1', '2026-11-30', '50000.00'),
        contract('D2', '2026-11-29', '50000.00'),
        contract('D3', '2026-11-21', '50000.00'),
        contract('D4', '2026-11-30', '0.00'),
        contract('D5', '2027-05-30', '100.00'),
      ),
    )
    expect(await Promise.all(['D1', 'D2', 'D3', 'D4', 'D5'].map(codes))).toEqual([['M17'], [], ['M17'], [], []])
    expect((await tasks('D1'))[0]!.details).toContain('RD1')
    expect((await tasks('D1'))[0]!.details).toContain('2026-11-30')
  })

  it('a product seven days and one day before it matures or opens (M20), not six', async () => {
    const product = (no: string, due: string) => `${no},${today},产品到期,P${no},稳健一号,,,${due},`
    await load(signals(today, product('E1', '2026-11-27'), product('E2', '2026-11-26'), product('E3', '2026-11-21')))
    expect(await Promise.all(['E1', 'E2', 'E3'].map(codes))).toEqual([['M20'], [], ['M20']])
  })

  it('an allotment whose cash is a cent short at ten, at one and at three (M14), not before ten, and not where the cash is there', async () => {
    clock = '2026-11-20T01:59:00Z'
    const won = (no: string, amount: string) => `${no},${today},中签,W${no},甲股,500,${amount},${today},`
    await load(
      signals(
        today,
        won('W1', '600.00'),
        won('W1', '400.00').replace('WW1', 'WW1b'),
        won('W2', '1000.00'),
        won('W3', '1000.00'),
      ),
    )
    const cash = (no: string, balance: string) =>
      warehouse.ask(
        `insert into warehouse.cash (customer_id, currency, since, day, balance)
         select id, 'CNY', '2026-11-19', '2026-11-19', $2::numeric from customers where customer_no = $1
         on conflict (customer_id, currency) do update set balance = excluded.balance`,
        [no, balance],
      )
    await cash('W1', '999.99')
    await cash('W2', '1000.00')
    await look()
    expect(await Promise.all(['W1', 'W2', 'W3'].map(codes))).toEqual([[], [], []])
    clock = '2026-11-20T02:00:00Z'
    await look()
    expect(await Promise.all(['W1', 'W2', 'W3'].map(found))).toEqual([
      ['M14 11-20 WW1 10:00', 'M14 11-20 WW1b 10:00'],
      [],
      ['M14 11-20 WW3 10:00'],
    ])
    expect(await tasks('W1')).toMatchObject([{ code: 'M14', due: '11-20 15:00' }])
    // A file that comes at eleven is looked at when it comes.
    clock = '2026-11-20T03:00:00Z'
    await load(signals(today, won('W4', '10.00')))
    expect(await found('W4')).toEqual(['M14 11-20 WW4 10:00'])
    // Who pays in between is left alone, who does not is reminded: in the task that nobody has begun.
    await cash('W3', '1000.00')
    clock = '2026-11-20T05:00:00Z'
    await look()
    expect([await found('W3'), (await found('W1')).length]).toEqual([['M14 11-20 WW3 10:00'], 4])
    expect(await tasks('W1')).toHaveLength(1)
    clock = '2026-11-20T07:30:00Z'
    await look()
    expect((await found('W1')).length).toBe(6)
    // The day after it is over.
    clock = '2026-11-21T03:00:00Z'
    await look()
    expect((await found('W1')).length).toBe(6)
    clock = '2026-11-20T02:00:00Z'
  })
})

describe('what is announced of a security', () => {
  it('reaches whoever holds it: suspended (M12), ST and delisting (M13), and nobody else', async () => {
    await load(holds('H1', '600111'), holds('H2', '600222'))
    await load(announce(today, `600111,${today},停牌,,,,,`, `600111,${today},*ST,,,,,`))
    expect([await codes('H1'), await codes('H2')]).toEqual([['M12', 'M13'], []])
    await load(announce(today, `600222,${today},退市整理期,,,,,15`))
    expect(await codes('H2')).toEqual(['M13'])
    expect((await tasks('H2'))[0]!.details).toContain('剩余15个交易日')
  })

  it('the trading day before a record date and the day it goes ex (M15), from an announcement of days before', async () => {
    await load(holds('B1', '600333'), holds('B2', '600444'), holds('B3', '600555'))
    // Recorded on Monday: told on Friday. Recorded on Tuesday: not yet. Ex today: told today.
    await load(
      announce(
        today,
        `600333,${today},派息,2026-11-23,2026-11-24,,,`,
        `600444,${today},派息,2026-11-24,2026-11-25,,,`,
        `600555,${today},送股,2026-11-19,2026-11-20,,,`,
      ),
    )
    expect(await Promise.all(['B1', 'B2', 'B3'].map(found))).toEqual([
      ['M15 11-20 600333 dividend record'],
      [],
      ['M15 11-20 600555 bonus ex'],
    ])
  })

  it('rights on the first, the middle and the last day of payment, as something that must be done (M15)', async () => {
    await load(holds('R1', '600666'), holds('R2', '600777'), holds('R3', '600888'), holds('R4', '600999'))
    const rights = (code: string, from: string, until: string) =>
      `${code},${today},配股,2026-11-12,2026-11-13,${from},${until},`
    await load(
      announce(
        today,
        rights('600666', today, '2026-11-26'),
        rights('600777', '2026-11-18', '2026-11-22'),
        rights('600888', '2026-11-16', today),
        rights('600999', '2026-11-19', '2026-11-25'),
      ),
    )
    expect(await Promise.all(['R1', 'R2', 'R3', 'R4'].map(codes))).toEqual([['M15R'], ['M15R'], ['M15R'], []])
    expect(await warehouse.ask(`select distinct necessity from tasks where code = 'M15R'`)).toEqual([
      { necessity: 'must' },
    ])
  })
})

it('a login or a deposit after six months of silence wakes up (M21), a day less of silence does not', async () => {
  const silent = async (no: string, last: string) => {
    await load(signals(last, `${no},${last},login,L1${no},,,,,`))
    await warehouse.ask(`update customers set opened_on = '2020-01-01' where customer_no = $1`, [no])
    await warehouse.ask(
      `insert into warehouse.customer_indicators (customer_id, judged_on, assets) select id, $2::date, 5000 from customers where customer_no = $1
       on conflict (customer_id) do update set assets = 5000`,
      [no, today],
    )
  }
  await silent('Z1', '2026-05-20')
  await silent('Z2', '2026-05-21')
  await load(signals(today, `Z1,${today},登录,L2Z1,,,,,`, `Z2,${today},登录,L2Z2,,,,,`))
  expect([await codes('Z1'), await codes('Z2')]).toEqual([['M21'], []])
})

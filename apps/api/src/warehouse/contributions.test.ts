import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWarehouse, type Warehouse } from './testing.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await startWarehouse()
})
afterAll(() => warehouse.close())

const names = ['customerNo', 'accountNumber', 'bookedOn', 'kind', 'amount', 'currency', 'serialNo', 'action', 'version']
const file = (...rows: string[]) => `${names.join(',')}\n${rows.join('\n')}\n`
const columns = 'interest, margin_interest, product_fees, advisory_fees, other_income'
const months = (no: string) =>
  warehouse.ask(
    `select month, b.currency, array[${columns}]::text[] as income, minutes::int, unmeasured, served
     from warehouse.customer_contributions b join customers c on c.id = b.customer_id where c.customer_no = $1 order by 1, 2`,
    [no],
  )
const units = () =>
  warehouse.ask(
    `select month, currency, array[${columns}]::text[] as income, served::int from warehouse.unit_contributions
     where served <> 0 or interest <> 0 order by 1, 2`,
  )
const row = (month: string, income: string[], more: object = {}) => ({
  month,
  currency: 'CNY',
  income: income.map((amount) => (amount === '0' ? '0.0000' : `${amount}00`)),
  minutes: 0,
  unmeasured: 0,
  served: 1,
  ...more,
})

describe('what a customer brought', () => {
  it('is summed up by month and kind to the cent, and a correction, a row taken out and a late one change their months only', async () => {
    const item = warehouse.item('income', names)
    await warehouse.load([
      {
        item,
        businessDate: '2026-03-31',
        text: file(
          'C1,A1,2026-02-27,interest,3.33,CNY,1,,1',
          'C1,A1,2026-03-20,利差收入,10.01,CNY,2,,1',
          'C1,A1,2026-03-21,两融利息,250.50,CNY,3,,1',
          'C1,A1,2026-03-22,尾随佣金,80.20,CNY,4,,1',
          'C1,A1,2026-03-23,投顾费,99.99,CNY,5,,1',
          'C1,A1,2026-03-24,其他,-0.04,CNY,6,,1',
          'C1,A1,2026-03-25,interest,7.77,HKD,7,,1',
          'C2,A2,2026-03-20,interest,1.11,CNY,8,,1',
        ),
      },
    ])
    const march = ['10.01', '250.50', '80.20', '99.99', '-0.04']
    const dollars = { currency: 'HKD', served: 0 }
    expect(await months('C1')).toEqual([
      row('2026-02-01', ['3.33', '0', '0', '0', '0']),
      row('2026-03-01', march),
      row('2026-03-01', ['7.77', '0', '0', '0', '0'], dollars),
    ])
    expect(await units()).toMatchObject([
      { month: '2026-02-01', served: 1 },
      { month: '2026-03-01', income: ['11.1200', '250.5000', '80.2000', '99.9900', '-0.0400'], served: 2 },
      { month: '2026-03-01', currency: 'HKD' },
    ])
    await warehouse.load([
      {
        item,
        businessDate: '2026-04-01',
        text: file(
          'C1,A1,2026-03-20,interest,12.34,CNY,2,correct,2',
          'C1,A1,2026-03-21,margin-interest,250.50,CNY,3,cancel,2',
          'C1,A1,2026-03-25,interest,7.77,HKD,7,cancel,2',
          'C1,A1,2026-02-26,product-fee,5.00,CNY,9,,1',
        ),
      },
    ])
    expect(await months('C1')).toEqual([
      row('2026-02-01', ['3.33', '0', '5.00', '0', '0']),
      row('2026-03-01', ['12.34', '0', '80.20', '99.99', '-0.04']),
    ])
    expect(await units()).toMatchObject([
      { month: '2026-02-01', income: ['3.3300', '0.0000', '5.0000', '0.0000', '0.0000'] },
      { month: '2026-03-01', income: ['13.4500', '0.0000', '80.2000', '99.9900', '-0.0400'] },
    ])
    // A file of nothing but a row taken out.
    await warehouse.load([
      { item, businessDate: '2026-04-02', text: file('C1,A1,2026-03-23,advisory-fee,99.99,CNY,5,cancel,2') },
    ])
    expect((await months('C1'))[1]).toEqual(row('2026-03-01', ['12.34', '0', '80.20', '0', '-0.04']))
    const known = await warehouse.ask('select month from warehouse.income_months order by 1')
    expect(known).toEqual([{ month: '2026-02-01' }, { month: '2026-03-01' }])
  })

  it('stands beside how long it was served: minutes of contacts, how many nobody measured, and net commission of its trades', async () => {
    const talks = ['customerNo', 'contactedAt', 'channel', 'minutes', 'contactNo']
    const fills =
      'customerNo,accountNumber,securityCode,side,quantity,price,fees,commission,passThrough,tradedOn,tradeNo'
    const contacts = warehouse.item('contacts', talks)
    const said = (minutes: string, no: string) => `C3,2026-03-02T10:00:00+08:00,phone,${minutes},${no}`
    await warehouse.load([
      {
        item: warehouse.item('trades', fills.split(',')),
        businessDate: '2026-03-02',
        text: `${fills}\nC3,A3,S1,buy,100,10.00,5.00,4.00,0.30,2026-03-02,1\n`,
      },
      {
        item: contacts,
        businessDate: '2026-03-02',
        text: `${talks.join(',')}\n${said('12', 'k1')}\n${said('', 'k2')}\n${said('3', 'k3')}\n`,
      },
    ])
    const commission = async () =>
      (
        await warehouse.ask<{ net: string }>(
          `select net_commission::text as net from warehouse.customer_contributions b join customers c on c.id = b.customer_id
           where c.customer_no = 'C3'`,
        )
      ).map(({ net }) => net)
    expect(await months('C3')).toEqual([row('2026-03-01', ['0', '0', '0', '0', '0'], { minutes: 15, unmeasured: 1 })])
    expect(await commission()).toEqual(['3.7000'])
    await warehouse.load([
      {
        item: contacts,
        businessDate: '2026-03-03',
        text: `${talks.join(',')}\n${said('20', 'k1')}\n${said('5', 'k2')}\n`,
      },
    ])
    expect(await months('C3')).toMatchObject([{ minutes: 28, unmeasured: 0 }])
    expect(await commission()).toEqual(['3.7000'])
  })

  it('of a month that is closed stays, and what it would have become by is booked beside it', async () => {
    await warehouse.ask(`insert into warehouse.closed_months (month) values ('2026-02-01')`)
    const item = warehouse.item('income', names)
    await warehouse.load([{ item, businessDate: '2026-04-02', text: file('C1,A1,2026-02-25,interest,1.25,CNY,77,,1') }])
    expect((await months('C1'))[0]).toEqual(row('2026-02-01', ['3.33', '0', '5.00', '0', '0']))
    const booked = await warehouse.ask(
      `select indicator, difference::text from warehouse.adjustments where month = '2026-02-01'`,
    )
    expect(booked).toEqual([{ indicator: 'interest', difference: '1.2500' }])
  })
})

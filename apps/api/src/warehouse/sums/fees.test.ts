import { parseDecimal } from '@rapport/finance/decimal'
import { type FeeRates, feeParts } from '@rapport/finance/fees'
import { cents, money } from '@rapport/finance/scales'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renewWhatImportsTouched } from '#warehouse/renew.ts'
import { startWarehouse, type Warehouse } from '#warehouse/testing.ts'

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await startWarehouse()
  const securities = warehouse.item('securities', ['securityCode', 'market', 'category', 'currency'])
  const text =
    'securityCode,market,category,currency\n600000,SSE,Stock,CNY\n000001,XSHE,,CNY\n430047,BSE,Stock,CNY\n510300,SH,ETF,CNY\nAAPL,US,Stock,USD\n'
  await warehouse.load([{ item: securities, businessDate: '2022-01-04', text }])
})
afterAll(() => warehouse.close())

const names = [
  'customerNo',
  'accountNumber',
  'securityCode',
  'side',
  'quantity',
  'price',
  'amount',
  'fees',
  'commission',
  'passThrough',
  'currency',
  'tradedOn',
  'tradeNo',
]
interface Fill {
  customer: string
  code: string
  side: 'buy' | 'sell'
  amount: string
  fees: string
  commission?: string | undefined
  passThrough?: string | undefined
  on: string
}
async function load(fills: readonly Fill[]) {
  const item = warehouse.item('trades', names)
  for (const on of [...new Set(fills.map((fill) => fill.on))].sort()) {
    const rows = fills
      .filter((fill) => fill.on === on)
      .map((fill, n) =>
        [
          fill.customer,
          `A${fill.customer}`,
          fill.code,
          fill.side,
          '100',
          '1',
          fill.amount,
          fill.fees,
          fill.commission ?? '',
          fill.passThrough ?? '',
          'CNY',
          on,
          `${fill.customer}-${n}`,
        ].join(','),
      )
    await warehouse.load([{ item, businessDate: on, text: `${names.join(',')}\n${rows.join('\n')}\n` }])
  }
}
const commissionsOf = async (customer: string) => {
  const rows = await warehouse.ask<{ commission: string; net: string }>(
    `select sum(commission)::numeric(20, 2)::text as commission, sum(net_commission)::numeric(20, 2)::text as net
     from warehouse.customer_days where customer_id = (select id from customers where customer_no = $1)`,
    [customer],
  )
  return [rows[0]!.commission, rows[0]!.net]
}

/** The history of domain 2.1, told once more. */
function ratesOf(code: string, side: string, on: string): FeeRates | null {
  if (!['600000', '000001', '430047'].includes(code)) return null
  const later = on >= '2023-08-28'
  const handling = code === '430047' ? (later ? '0.000125' : null) : later ? '0.0000341' : '0.0000487'
  return {
    stampDuty: side === 'sell' ? parseDecimal(later ? '0.0005' : '0.001') : null,
    transferFee: parseDecimal(on >= '2022-04-29' ? '0.00001' : '0.00002'),
    handlingFee: handling === null ? null : parseDecimal(handling),
    regulatoryFee: parseDecimal('0.00002'),
  }
}

describe('commission and net commission of a day', () => {
  it('are those of the worked example', async () => {
    await load([
      {
        customer: 'W',
        code: '600000',
        side: 'buy',
        amount: '256000.00',
        fees: '66.56',
        commission: '64.00',
        on: '2026-03-02',
      },
    ])
    expect(await commissionsOf('W')).toEqual(['64.00', '50.15'])
  })

  it('follow from the rates of the day on which the law changed and of the day before', async () => {
    const fill = { code: '600000', side: 'sell', amount: '261000.00', fees: '328.86' } as const
    await load([
      { ...fill, customer: 'B', on: '2023-08-25' },
      { ...fill, customer: 'L', on: '2023-08-28', fees: '198.36' },
    ])
    // 261.00 and 130.50 stamp duty, 2.61 transfer fee; 12.71 and 8.90 handling fee, 5.22 regulatory fee.
    expect(await commissionsOf('B')).toEqual(['65.25', '47.32'])
    expect(await commissionsOf('L')).toEqual(['65.25', '51.13'])
  })

  it('are what packages/finance makes of the same fees and rates, for any trade', async () => {
    const fills = fc.record({
      code: fc.constantFrom('600000', '000001', '430047', '510300', 'AAPL'),
      side: fc.constantFrom('buy' as const, 'sell' as const),
      amount: fc.integer({ min: 1, max: 90_000_000 }).map((n) => money(BigInt(n))),
      fees: fc.integer({ min: 0, max: 50_000 }).map((n) => money(BigInt(n))),
      commission: fc.option(
        fc.integer({ min: 0, max: 50_000 }).map((n) => money(BigInt(n))),
        { nil: undefined },
      ),
      passThrough: fc.option(
        fc.integer({ min: 0, max: 900 }).map((n) => money(BigInt(n))),
        { nil: undefined },
      ),
      on: fc.constantFrom('2022-04-28', '2022-04-29', '2023-08-27', '2023-08-28', '2026-03-03'),
    })
    const drawn = fc.sample(fills, { numRuns: 120, seed: 7 }).map((fill, n) => ({ ...fill, customer: `P${n}` }))
    await load(drawn)
    for (const fill of drawn) {
      const told = {
        fees: cents(fill.fees),
        commission: fill.commission === undefined ? null : cents(fill.commission),
        passThrough: fill.passThrough === undefined ? null : cents(fill.passThrough),
      }
      const parts = feeParts(cents(fill.amount), told, ratesOf(fill.code, fill.side, fill.on)) ?? {
        commission: 0n,
        passedOn: 0n,
      }
      expect([fill, await commissionsOf(fill.customer)]).toEqual([
        fill,
        [money(parts.commission), money(parts.commission - parts.passedOn)],
      ])
    }
  })

  it('are made anew from the first trade on that a corrected rate touches, and no other', async () => {
    const fill = { code: '000001', side: 'buy', amount: '100000.00', fees: '26.00', commission: '25.00' } as const
    await load([
      { ...fill, customer: 'C', on: '2026-03-04' },
      { ...fill, customer: 'T', on: '2026-03-04', passThrough: '5.00' },
      { ...fill, customer: 'O', on: '2026-03-04', code: '600000' },
    ])
    expect(await commissionsOf('C')).toEqual(['25.00', '19.59'])
    const item = warehouse.item('fee-rates', ['market', 'component', 'validFrom', 'rate', 'source', 'verifiedOn'])
    const text =
      'market,component,validFrom,rate,source,verifiedOn\n深交所,经手费,2026-03-01,0.00005,notice 1,2026-03-05\n'
    await warehouse.load([{ item, businessDate: '2026-03-05', text }])
    await renewWhatImportsTouched(warehouse.works)
    expect(await commissionsOf('C')).toEqual(['25.00', '18.00'])
    expect(await commissionsOf('T')).toEqual(['25.00', '20.00'])
    expect(await commissionsOf('O')).toEqual(['25.00', '19.59'])
    const corrected = text.replace('0.00005,notice 1', '0.00004,notice 2')
    await warehouse.load([{ item, businessDate: '2026-03-06', text: corrected }])
    expect(
      await warehouse.ask(`select count(*)::int as n from warehouse.dirty where from_day <= '2026-03-04'`),
    ).toEqual([{ n: expect.any(Number) }])
    await renewWhatImportsTouched(warehouse.works)
    expect(await commissionsOf('C')).toEqual(['25.00', '19.00'])
    const [month] = await warehouse.ask<{ net: string }>(
      `select net_commission::numeric(20, 2)::text as net from warehouse.customer_months
       where month = '2026-03-01' and customer_id = (select id from customers where customer_no = 'C')`,
    )
    expect(month).toEqual({ net: '19.00' })
  })
})

import type { Db } from '@rapport/database/as-viewer'
import { makeAccount, makePrice, makeProfile, makeSecurity, makeTrade } from '@rapport/database/factories'
import { type Movement, makeMovements } from './testing-movements.ts'

interface Made {
  id: string
}

/** The flows of the worked example of returns, and behind them the assets of that of averages. */
const saved: Movement[] = [
  ['2025-01-01', 'deposit', 100_000],
  ['2025-01-10', 'interest', 4_000],
  ['2025-01-11', 'deposit', 20_000],
  ['2025-01-20', 'interest', -2_500],
  ['2025-01-21', 'withdrawal', -10_000],
  ['2025-01-31', 'interest', 3_500],
  ['2025-02-05', 'withdrawal', -15_000],
  ['2025-02-06', 'interest', 2_000],
  ['2025-02-07', 'interest', -1_000],
  ['2025-02-10', 'interest', 7_000],
  ['2025-02-11', 'interest', 2_000],
]
const index = { '2025-01-01': 4000, '2025-01-15': 3900, '2025-01-31': 4120, '2025-02-11': 4000 }
const chain = [
  ['2025-03-03', 'buy', '1000', '10.00', '5.10'],
  ['2025-03-04', 'buy', '500', '11.00', '5.06'],
  ['2025-03-05', 'sell', '600', '12.00', '8.67'],
  ['2025-03-10', 'buy', '234', '6.00', '0'],
  ['2025-03-11', 'sell', '700', '9.80', '8.50'],
] as const

/**
 * The worked examples of the rules as customers: one who only saves, one who trades the chain of seven events, one who took
 * everything out for a while.
 */
export async function makeWorkedExamples(
  db: Db,
  { saver, trader, returner }: Record<'saver' | 'trader' | 'returner', Made>,
) {
  const csi = await makeSecurity(db, { code: '000300.SH', name: '沪深300', category: 'Index' })
  const share = await makeSecurity(db, { code: '688001.SH', name: '芯片', category: 'Stock', market: 'SH' })
  const repo = await makeSecurity(db, { code: '204001.SH', name: 'GC001', category: '回购', market: 'SH' })
  for (const [pricedOn, price] of Object.entries(index))
    await makePrice(db, { security: csi, pricedOn, price: String(price) })
  const account = await makeAccount(db, { customer: saver })
  await makeMovements(db, saver, account, saved)
  await makeMovements(db, returner, await makeAccount(db, { customer: returner }), [
    ['2025-01-01', 'deposit', 1_000],
    ['2025-01-10', 'interest', 100],
    ['2025-01-11', 'withdrawal', -1_100],
    ['2025-01-31', 'deposit', 2_000],
    ['2025-02-05', 'interest', 20],
  ])
  // Days of valuation are those on which something was priced.
  for (const pricedOn of new Set(saved.map(([on]) => on))) await makePrice(db, { security: repo, pricedOn, price: '1' })
  const mine = { customer: trader, account: await makeAccount(db, { customer: trader }) }
  await makeMovements(db, trader, mine.account, [
    ['2025-03-03', 'deposit', 50_000],
    ['2025-03-07', 'dividend', 270],
  ])
  for (const [i, [on, side, quantity, price, fees]] of chain.entries())
    await makeTrade(db, {
      ...mine,
      security: share,
      side,
      quantity,
      price,
      fees,
      tradedAt: `${on}T1${i}:05:00+08:00`,
    })
  await makeTrade(db, {
    ...mine,
    security: repo,
    side: 'sell',
    quantity: '100',
    price: '1',
    fees: '0',
    tradedAt: '2025-03-11T15:05:00+08:00',
  })
  await db.rows('', `update warehouse.trades set channel = 'app' where customer_id = $1 and side = 'buy'`, [trader.id])
  for (const [pricedOn, price] of Object.entries({
    '2025-03-03': '10',
    '2025-03-04': '11',
    '2025-03-05': '12',
    '2025-03-06': '11',
    '2025-03-07': '8',
    '2025-03-10': '9',
    '2025-03-11': '9.50',
  }))
    await makePrice(db, { security: share, pricedOn, price })
  const action = `insert into warehouse.corporate_actions (security_id, ex_on, kind, record_on, cash_per_share, bonus_ratio, external_key)
                  values ($1, '2025-03-07', $2, '2025-03-06', $3, $4, $5)`
  await db.rows('', action, [share.id, 'dividend', 0.3, null, 'a dividend'])
  await db.rows('', action, [share.id, 'bonus', null, 0.3, 'b'])
  await makeProfile(db, { customer: trader, asOf: '2025-01-01', riskLevel: 'C4' } as never)
  await makeProfile(db, { customer: trader, asOf: '2025-03-10', riskLevel: 'C3' } as never)
}

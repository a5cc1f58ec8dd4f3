import { accounts } from '@rapport/contract/customer/accounts'
import type { Db } from '@rapport/database/as-viewer'
import { makeAccount, makePrice, makeSecurity, makeTrade } from '@rapport/database/factories'
import { dailyPositionValues } from '@rapport/finance/daily-values'
import type { SecurityEvent } from '@rapport/finance/history'
import { positionsOf } from '@rapport/finance/holdings'
import { cents, money } from '@rapport/finance/scales'
import { averageValue, turnover } from '@rapport/finance/turnover'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Firm, makeFirm } from '#features/customer/testing.ts'
import { type Api, startApi } from '#http/testing.ts'
import { renewWhatImportsTouched } from '#warehouse/renew.ts'

let api: Api
let firm: Firm
beforeAll(async () => {
  api = await startApi()
  firm = await makeFirm(api)
})
afterAll(() => api.close())

const days = Array.from({ length: 10 }, (_, n) => `2026-05-${String(n + 11)}`)
const dayAt = (n: number) => days[n]!
const anyDay = fc.nat(days.length - 1)
const hundreds = fc.integer({ min: 1, max: 9 }).map((n) => n * 100)
const anyPrice = fc.integer({ min: 300, max: 2_000 }).map((n) => (n / 100).toFixed(2))
const one = { security: fc.nat(1), account: fc.nat(1), day: anyDay, quantity: hundreds, price: anyPrice }
const fills = fc.record({ ...one, side: fc.constantFrom('buy', 'sell'), fees: fc.constantFrom('0', '5.00', '7.31') })
const transfers = fc.record({ ...one, side: fc.constantFrom('transfer-in', 'transfer-out') })
const actions = fc.uniqueArray(
  fc.record({
    security: fc.nat(1),
    day: fc.integer({ min: 1, max: days.length - 1 }),
    what: fc.constantFrom('dividend', 'bonus', 'split'),
  }),
  { maxLength: 4, selector: ({ security, day }) => `${security} ${day}` },
)
const histories = fc.record({
  fills: fc.array(fills, { minLength: 1, maxLength: 12 }),
  transfers: fc.array(transfers, { maxLength: 2 }),
  actions,
  closes: fc.array(anyPrice, { minLength: 2 * days.length, maxLength: 2 * days.length }),
})
type History = typeof histories extends fc.Arbitrary<infer T> ? T : never
const amountOf = ({ quantity, price }: { quantity: number; price: string }) =>
  money((BigInt(quantity) * cents(price) * 100n) / 100n)

/** The history as events of packages/finance: what an action gives follows from what was held the evening before. */
function eventsOf({ fills, transfers, actions }: History): SecurityEvent[] {
  const moved = [...fills, ...transfers].map((move, n) => ({ ...move, n }))
  const events: SecurityEvent[] = []
  for (const [index, day] of days.entries()) {
    for (const account of [0, 1])
      for (const { security, what } of actions.filter((action) => action.day === index)) {
        const key = `${account} ${security}`
        const held = positionsOf(
          events.filter((event) => event.security === key),
          [],
        )[0]?.quantity
        if (held === undefined || held === '0') continue
        const at = { security: key, at: `${day} 00` }
        if (what === 'dividend') events.push({ ...at, kind: 'dividend', cash: money((cents(held) * 3n) / 10n) })
        else if (what === 'bonus') {
          // Whole shares give whole shares: of seven tenths of one nothing is booked.
          const shares = Math.trunc((Number(held) * 3) / 10)
          if (shares !== 0) events.push({ ...at, kind: 'bonus', quantity: String(shares) })
        } else events.push({ ...at, kind: 'split', from: '1', to: '2' })
      }
    for (const move of moved.filter((one) => one.day === index)) {
      const { account, security, side, quantity, n } = move
      const kind = side === 'buy' || side === 'transfer-in' ? 'buy' : 'sell'
      const fees = 'fees' in move ? move.fees : '0'
      const at = `${day} ${String(n + 10)}`
      events.push({
        security: `${account} ${security}`,
        at,
        kind,
        quantity: String(quantity),
        amount: amountOf(move),
        fees,
      })
    }
  }
  return events
}

async function write(db: Db, history: History) {
  const customer = await firm.customerOf(firm.am)
  const own = [await makeAccount(db, { customer }), await makeAccount(db, { customer })]
  const securities = [await makeSecurity(db), await makeSecurity(db)]
  for (const [security, { id }] of securities.entries())
    for (const [n, pricedOn] of days.entries())
      await makePrice(db, { security: { id }, pricedOn, price: history.closes[security * days.length + n]! })
  for (const [n, { security, day, what }] of history.actions.entries())
    await db.rows(
      '',
      `insert into warehouse.corporate_actions (security_id, ex_on, kind, cash_per_share, bonus_ratio, split_from, split_to, external_key)
       values ($1, $2, $3, 0.3, 0.3, 1, 2, $4)`,
      [securities[security]!.id, dayAt(day), what, `a${n}`],
    )
  for (const [n, move] of [...history.fills, ...history.transfers].entries()) {
    const { security, account, day, quantity, price, side } = move
    const of = { customer, account: own[account]!, security: securities[security]! }
    const tradedAt = `${dayAt(day)}T10:${String(n + 10)}:00+08:00`
    const told = { side: side as 'buy', quantity: String(quantity), price, amount: amountOf(move) }
    await makeTrade(db, { ...of, ...told, tradedAt, fees: 'fees' in move ? move.fees : '0' })
  }
  return { customer, securities }
}

it('the page shows what packages/finance folds from the whole history, to the cent', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const { customer, securities } = await api.make((db) => write(db, history))
      await renewWhatImportsTouched(api.product)
      const shown = await firm.am.call(accounts.positions, { params: { id: customer.id } })
      expect(shown.pendingSince).toBeNull()

      const events = eventsOf(history)
      const prices = [...new Set(events.map(({ security }) => security))].flatMap((security) =>
        days.map((at, n) => ({ security, at, price: history.closes[Number(security.slice(2)) * days.length + n]! })),
      )
      const holdings = positionsOf(events, prices)
      for (const [n, { id }] of securities.entries()) {
        const parts = holdings.filter(({ security }) => security.endsWith(` ${n}`))
        const item = shown.items.find(({ securityId }) => securityId === id)
        expect(item === undefined).toBe(parts.length === 0)
        if (!item) continue
        const sum = (of: (part: (typeof parts)[number]) => string | null) =>
          money(parts.reduce((total, part) => total + cents(of(part) ?? '0'), 0n))
        expect({ ...item, quantity: money(cents(item.quantity)) }).toMatchObject({
          quantity: sum((part) => part.quantity),
          totalCost: sum((part) => part.totalCost),
          realised: sum((part) => part.realised),
          marketValue: sum((part) => part.marketValue),
          unrealised: sum((part) => part.unrealised),
          trades: history.fills.filter(({ security }) => security === n).length,
        })
      }
      const from = dayAt(Math.min(...history.fills.map(({ day }) => day)))
      const values = dailyPositionValues(events, prices, days).slice(days.indexOf(from))
      const amounts = history.fills.map(amountOf)
      expect(shown.totals).toMatchObject([
        {
          bought: money(
            history.fills
              .flatMap((one) => (one.side === 'buy' ? [cents(amountOf(one))] : []))
              .reduce((a, b) => a + b, 0n),
          ),
          turnover: turnover(amounts, values),
          averagePositionValue: averageValue(values),
          from,
          to: days.at(-1),
        },
      ])
    }),
    { numRuns: 25 },
  )
})

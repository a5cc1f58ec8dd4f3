import type { Rows } from '@rapport/database/factories/insert-rows'
import { type DayNumber, onDay } from './calendar.ts'
import { type CustomerPlan, closedDay } from './customers.ts'
import { decimal } from './fees.ts'
import type { Random } from './random.ts'

/** Days of a hundred on which somebody who has money left takes some of it out, or brings some in. */
const MOVES_OF_HUNDRED = 0.7
/** Ten thousand yuan, in fen. */
const ROUND = 1_000_000

/**
 * What one customer moved between bank and broker, so that no purchase is paid with money that is not there: something at the
 * beginning, what purchases lack on the day before them, and now and then a sum in or out. All in CNY, in whole ten thousands.
 */
export function planCash(
  random: Random,
  customer: CustomerPlan,
  trades: readonly Rows['trades'][],
  days: readonly DayNumber[],
): Rows['cash_movements'][] {
  const account = customer.accounts[0]
  const end = closedDay(customer)
  const open = days.filter((day) => day >= customer.openedDay && day < end)
  // Who fell silent has left nothing behind.
  if (!account || open.length === 0 || customer.draft.lifecycle === 'dormant') return []
  const movements: Rows['cash_movements'][] = []
  const byDay = cashOfDays(trades)
  let fen = 0
  const move = (day: DayNumber, amount: number) => {
    fen += amount
    movements.push({
      customerId: customer.draft.id,
      accountId: account.id,
      movedOn: onDay(day),
      kind: amount > 0 ? 'deposit' : 'withdrawal',
      amount: decimal(amount, 2),
      currency: 'CNY',
      externalKey: `${onDay(day)}-${customer.draft.customerNo}-${movements.length}`,
    })
  }
  const wealth = customer.wealth * 100
  move(open[0]!, atLeast(wealth * (0.15 + random.next() * 0.5)))
  const leaves = random.chance(0.03) ? open.at(-random.whole(5, 60)) : undefined
  for (const day of open) {
    const traded = byDay.get(onDay(day)) ?? 0
    if (fen + traded < 0) move(day, atLeast(-(fen + traded) * (1 + random.next())))
    fen += traded
    if (day === leaves && fen > ROUND) move(day, -atMost(fen * 0.95))
    else if (leaves !== undefined && day > leaves) continue
    else if (random.chance(MOVES_OF_HUNDRED / 100)) {
      if (random.chance(0.55)) move(day, atLeast(wealth * 0.3 * random.next()))
      else if (fen > ROUND) move(day, -atMost(fen * (0.2 + 0.5 * random.next())))
    }
  }
  return movements
}

/** Whole ten thousands, never nothing. */
const atLeast = (fen: number) => Math.max(ROUND, Math.ceil(fen / ROUND) * ROUND)
const atMost = (fen: number) => Math.max(ROUND, Math.floor(fen / ROUND) * ROUND)

/** What the trades of each day did to the cash, in fen. */
function cashOfDays(trades: readonly Rows['trades'][]): Map<string, number> {
  const fens = (value: string | undefined) => Math.round(Number(value ?? 0) * 100)
  const byDay = new Map<string, number>()
  for (const { tradedOn, side, amount, fees } of trades) {
    const change = (side === 'buy' ? -fens(amount) : fens(amount)) - fens(fees)
    byDay.set(tradedOn, (byDay.get(tradedOn) ?? 0) + change)
  }
  return byDay
}

import type { Rows } from '@rapport/database/factories/insert-rows'
import { type DayNumber, instant, millisOf, monthOf, onDay } from './calendar.ts'
import { type Activity, type CustomerPlan, closedDay } from './customers.ts'
import { decimal, feesOf } from './fees.ts'
import { chooser, type Random } from './random.ts'
import type { Category, Listed } from './securities.ts'

/** Days with trades of a hundred, in a usual market. */
const tradingDaysOfHundred: Record<Activity, number> = { none: 0, rare: 1.1, steady: 4.6, lively: 14, frequent: 40 }
const season = [1.0, 0.8, 1.25, 1.15, 0.95, 0.9, 1.05, 0.92, 1.05, 0.95, 1.2, 1.1]
const tastes: Record<string, Partial<Record<Category, number>>> = {
  low: { Bond: 52, Fund: 30, ETF: 18 },
  middle: { Stock: 42, ETF: 30, Fund: 18, Bond: 10 },
  high: { Stock: 74, ETF: 20, Fund: 6 },
}

/** How busy the market is: more in a rise than in a fall, by the month, and a little by chance. */
export function bustle(random: Random, days: readonly DayNumber[], market: readonly number[]): number[] {
  let trend = 0
  return days.map((day, i) => {
    trend = trend * 0.93 + market[i]!
    const mood = Math.min(2.4, Math.max(0.62, Math.exp(7 * trend)))
    return mood * season[monthOf(day) - 1]! * (0.9 + random.next() * 0.2)
  })
}

interface Holding {
  listed: Listed
  quantity: number
  boughtOn: number
}

/** What one customer bought and sold: never sold what was not held since the day before, in whole lots, with fees. */
export function planTrades(
  random: Random,
  customer: CustomerPlan,
  firm: { listed: readonly Listed[]; days: readonly DayNumber[]; bustle: readonly number[] },
): Rows['trades'][] {
  const usual = tradingDaysOfHundred[customer.activity] / 100
  if (usual === 0) return []
  const accounts = { SH: customer.accounts[1]!.id, SZ: customer.accounts[2]!.id }
  const rate = random.whole(15, 30)
  const buys = buyer(random, customer, firm.listed)
  const end = closedDay(customer)
  const holdings: Holding[] = []
  const trades: Rows['trades'][] = []
  const channels = random.fork('channels')
  let invested = 0
  for (const [i, day] of firm.days.entries()) {
    if (day < customer.openedDay || day >= end || !random.chance(usual * firm.bustle[i]!)) continue
    const fills = 1 + (random.chance(0.35) ? random.whole(1, 2) : 0)
    let minute = random.whole(0, 150)
    for (let fill = 0; fill < fills; fill++) {
      minute += random.whole(0, 40)
      const sellable = holdings.filter((one) => one.boughtOn < i)
      const selling = sellable.length > 0 && (invested > customer.wealth * 0.85 || random.chance(0.46))
      const holding = selling ? random.pick(sellable) : null
      const listed = holding?.listed ?? buys(random)
      const price = priceOf(random, listed, i)
      const quantity = holding ? soldOf(random, holding) : boughtOf(random, listed, price, customer.wealth)
      if (quantity === 0) continue
      const amountFen = Math.round((quantity * price) / 10)
      if (holding) {
        holding.quantity -= quantity
        if (holding.quantity === 0) holdings.splice(holdings.indexOf(holding), 1)
      } else {
        const held = holdings.find((one) => one.listed === listed)
        if (held) Object.assign(held, { quantity: held.quantity + quantity, boughtOn: i })
        else holdings.push({ listed, quantity, boughtOn: i })
      }
      invested = Math.max(0, invested + ((holding ? -1 : 1) * amountFen) / 100)
      const side = holding ? 'sell' : 'buy'
      const paid = feesOf(listed.category, side, amountFen, rate)
      const at = millisOf(day, 9, 31 + minute + (minute > 118 ? 90 : 0)) + random.whole(0, 59_999)
      trades.push({
        customerId: customer.draft.id,
        accountId: accounts[listed.market],
        securityId: listed.id,
        tradedAt: instant(at),
        tradedOn: onDay(day),
        side,
        quantity: String(quantity),
        price: decimal(price, 3),
        amount: decimal(amountFen, 2),
        fees: decimal(paid.fees, 2),
        commission: decimal(paid.commission, 2),
        currency: 'CNY',
        channel: channelOf(channels, customer),
        externalKey: `${onDay(day).replaceAll('-', '')}-${customer.draft.customerNo}-${String(fill + 1).padStart(3, '0')}`,
      })
    }
  }
  return trades
}

/** Orders come by telephone application, by computer, by telephone and over the counter; who is lively sits at a screen. */
const channelOf = (random: Random, { activity }: CustomerPlan) =>
  random.weighted(
    activity === 'frequent' || activity === 'lively'
      ? { app: 48, pc: 46, phone: 6 }
      : { app: 72, pc: 17, phone: 7, counter: 4 },
  )

/** Everybody knows a few securities and comes back to them; which, follows from the risk they bear. */
function buyer(random: Random, customer: CustomerPlan, listed: readonly Listed[]): (random: Random) => Listed {
  const level = customer.profiles.at(-1)?.riskLevel ?? 'C3'
  const taste = tastes[level === 'C5' || level === 'C4' ? 'high' : level === 'C3' || level === 'C2' ? 'middle' : 'low']!
  const perCategory = Object.fromEntries(Object.keys(taste).map((category) => [category, 0]))
  for (const { category, liked } of listed) if (category in perCategory) perCategory[category]! += liked
  const any = chooser(listed, ({ category, liked }) => ((taste[category] ?? 0) * liked) / (perCategory[category] || 1))
  const known = Array.from({ length: random.whole(2, customer.activity === 'frequent' ? 12 : 6) }, () => any(random))
  return (again) => (again.chance(0.8) ? again.pick(known) : any(again))
}

const tickOf = ({ category }: Listed) => (category === 'Stock' ? 10 : 1)
const lotOf = ({ category }: Listed) => (category === 'Bond' ? 10 : 100)

/** Within one percent of the close, on the tick. */
function priceOf(random: Random, listed: Listed, day: number): number {
  const close = listed.closes[day]!
  const tick = tickOf(listed)
  const around = listed.category === 'Bond' ? 0.0008 : 0.01
  return Math.max(tick, Math.round((close * (1 + around * (random.next() * 2 - 1))) / tick) * tick)
}

function boughtOf(random: Random, listed: Listed, price: number, wealth: number): number {
  const budget = wealth * (0.02 + 0.14 * random.next() ** 2)
  const lot = lotOf(listed)
  const lots = Math.floor((budget * 1000) / price / lot)
  return lots > 0 ? lots * lot : wealth * 1000 > price * lot * 2 ? lot : 0
}

function soldOf(random: Random, { listed, quantity }: Holding): number {
  if (random.chance(0.55)) return quantity
  const lot = lotOf(listed)
  return Math.min(quantity, Math.max(lot, Math.floor((quantity * (0.2 + random.next() * 0.6)) / lot) * lot))
}

import type { Rows } from '@rapport/database/factories/insert-rows'
import { type DayNumber, monthOf, onDay } from './calendar.ts'
import { type CustomerPlan, closedDay } from './customers.ts'
import { decimal } from './fees.ts'
import type { Random } from './random.ts'

type Income = Rows['income']

/** The months that are shown, and those before whose income nobody asks for. */
const MONTHS = 14
/** A year, of what customers leave in cash, lend on margin, hold in products, and have advised. */
const rates = { spread: 0.006, margin: 0.062, product: 0.004, advisory: 0.0008 }
const quarterEnds = [3, 6, 9, 12]

/** The last day of each month, as far as the firm's days go: that on which the month is booked. */
export function bookingDays(days: readonly DayNumber[]): DayNumber[] {
  return days.filter((day, i) => i + 1 < days.length && monthOf(day) !== monthOf(days[i + 1]!)).slice(-MONTHS)
}

/**
 * What the firm earned from a customer beside commission: the spread on cash each quarter, interest of those who trade on
 * margin, trailer fees of those who hold products, and what the few pay who are advised; now and then something taken back.
 */
export function planIncome(random: Random, customer: CustomerPlan, booking: readonly DayNumber[]): Income[] {
  const account = customer.accounts[0]
  if (!account || customer.activity === 'none') return []
  const fen = customer.wealth * 100
  const level = customer.profiles.at(-1)?.riskLevel ?? 'C3'
  const margin = (level === 'C4' || level === 'C5') && random.chance(0.08) ? fen * 0.15 * random.next() : 0
  const products = random.chance(0.25) ? fen * 0.12 * random.next() : 0
  const advised = fen > 50_000_000 && random.chance(0.1)
  const rows: Income[] = []
  const book = (day: DayNumber, kind: Income['kind'], amount: number) => {
    const units = Math.round(amount)
    if (units === 0) return
    rows.push({
      customerId: customer.draft.id,
      accountId: account.id,
      bookedOn: onDay(day),
      kind,
      amount: units < 0 ? `-${decimal(-units, 2)}` : decimal(units, 2),
      currency: 'CNY',
      externalKey: `${onDay(day)}-${customer.draft.customerNo}-${rows.length + 1}`,
    })
  }
  for (const day of booking) {
    if (day < customer.openedDay || day >= closedDay(customer)) continue
    const varies = 0.8 + 0.4 * random.next()
    if (quarterEnds.includes(monthOf(day))) book(day, 'interest', ((fen * 0.1 * rates.spread) / 4) * varies)
    book(day, 'margin-interest', ((margin * rates.margin) / 12) * varies)
    book(day, 'product-fee', ((products * rates.product) / 12) * varies)
    if (advised) book(day, 'advisory-fee', (fen * rates.advisory) / 12)
    if (random.chance(0.004)) book(day, 'other', (random.chance(0.5) ? 1 : -1) * random.whole(500, 20_000))
  }
  return rows
}

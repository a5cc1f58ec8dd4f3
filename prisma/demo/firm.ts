import type { Rows } from '@rapport/database/factories/insert-rows'
import { dayNumber, instant, millisOf, tradingDays } from './calendar.ts'
import { planCash } from './cash.ts'
import { type CustomerPlan, planCustomers } from './customers.ts'
import { decimal } from './fees.ts'
import { bookingDays, planIncome } from './income.ts'
import { type Organisation, planOrganisation } from './organisation.ts'
import { places } from './places.ts'
import { Random } from './random.ts'
import { type Listed, planSecurities } from './securities.ts'
import { bustle, planTrades } from './trades.ts'
import { planVisits, visitingDays } from './visits.ts'

export interface FirmPlan {
  /** For what is planned once the firm's own lists are known. */
  random: Random
  organisation: Organisation
  listed: Listed[]
  prices: Rows['prices'][]
  customers: CustomerPlan[]
  trades: Rows['trades'][]
  cash: Rows['cash_movements'][]
  income: Rows['income'][]
  visits: Rows['care_visits'][]
  requests: Rows['account_service_requests'][]
}

/** The whole demo firm on paper: the same seed, day and size give the same firm. `today` is `YYYY-MM-DD`. */
export function planFirm(of: { today: string; seed?: string; customers?: number }): FirmPlan {
  const random = new Random(of.seed ?? 'rapport')
  const today = dayNumber(of.today)
  const organisation = planOrganisation(random.fork('organisation'))
  const days = tradingDays(today - 730, today - 1)
  const { listed, market } = planSecurities(random.fork('securities'), days)
  const customers = planCustomers(random.fork('customers'), organisation.staff, of.customers ?? 5_000, today)
  const trading = { listed, days, bustle: bustle(random.fork('bustle'), days, market) }
  const booking = bookingDays(days)
  const agents = places.map((_, branch) =>
    organisation.staff.filter((one) => one.branch === branch && one.role === 'service-agent'),
  )
  const working = [...days, ...tradingDays(today, today + 14)]
  const visiting = { today, days: visitingDays(working, today), agents }
  const tradesOf = customers.map((one) => planTrades(random.fork(`trades ${one.draft.customerNo}`), one, trading))
  return {
    random,
    organisation,
    listed,
    prices: listed.flatMap(({ id, closes }) =>
      days.map((day, i) => ({
        securityId: id,
        pricedAt: instant(millisOf(day, 15)),
        price: decimal(closes[i]!, 3),
      })),
    ),
    customers,
    trades: tradesOf.flat(),
    cash: customers.flatMap((one, n) => planCash(random.fork(`cash ${one.draft.customerNo}`), one, tradesOf[n]!, days)),
    income: customers.flatMap((one) => planIncome(random.fork(`income ${one.draft.customerNo}`), one, booking)),
    visits: customers.flatMap((one) => planVisits(random.fork(`visits ${one.draft.customerNo}`), one, visiting)),
    requests: customers.flatMap((one) => planRequests(random.fork(`requests ${one.draft.customerNo}`), one, today)),
  }
}

/** A few wishes about accounts, the recent ones still open. */
function planRequests(random: Random, customer: CustomerPlan, today: number): Rows['account_service_requests'][] {
  const account = customer.accounts[0]
  if (!account || !customer.owner || !random.chance(customer.lead === null ? 0.02 : 0.1)) return []
  const back = random.whole(1, 60)
  const at = millisOf(today - back, random.whole(9, 16), random.whole(0, 59))
  if (today - back <= customer.openedDay) return []
  const kind = random.weighted({ 'change-bank': 4, 'change-details': 4, unfreeze: 1, other: 1 })
  return [
    {
      id: random.id(at),
      customerId: customer.draft.id,
      accountId: account.id,
      kind,
      note: kind === 'change-bank' ? '更换三方存管银行' : kind === 'change-details' ? '更新联系地址' : null,
      state: back < 6 ? 'open' : random.weighted({ done: 9, declined: 1 }),
      requestedAt: instant(at),
      requestedBy: customer.owner.id,
    },
  ]
}

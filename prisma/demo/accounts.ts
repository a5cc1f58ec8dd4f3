import { type DayNumber, onDay } from './calendar.ts'
import type { Random } from './random.ts'

export interface AccountPlan {
  id: string
  kind: 'fund' | 'securities'
  number: string
  market: 'SH' | 'SZ' | null
  status: 'open' | 'frozen' | 'dormant' | 'closed'
  openedOn: string
  closedOn: string | null
}

/** The fund account, and a securities account at each exchange, as they stand today. */
export function planAccounts(
  random: Random,
  n: number,
  customerNo: string,
  openedDay: DayNumber,
  lifecycle: string,
  today: DayNumber,
  organisation: boolean,
): AccountPlan[] {
  const closed = lifecycle === 'closed' ? onDay(random.whole(Math.min(openedDay + 90, today), today)) : null
  const status = () =>
    closed ? 'closed' : lifecycle === 'dormant' ? 'dormant' : random.chance(0.006) ? 'frozen' : 'open'
  const spread = String((n * 611_953 + 20_000_003) % 1_000_000_000).padStart(9, '0')
  const account = (kind: AccountPlan['kind'], number: string, market: AccountPlan['market'], day: DayNumber) =>
    ({
      id: random.id(day * 86_400_000 + n),
      kind,
      number,
      market,
      status: status(),
      openedOn: onDay(day),
      closedOn: closed,
    }) as const
  const later = Math.min(today, openedDay + random.whole(0, 3))
  return [
    account(
      'fund',
      `${customerNo.slice(0, 4)}${String((n * 104_729 + 30_000_001) % 100_000_000).padStart(8, '0')}`,
      null,
      openedDay,
    ),
    account('securities', `${organisation ? 'B' : 'A'}${spread}`, 'SH', later),
    account('securities', `${organisation ? '08' : '01'}${spread.slice(1)}`, 'SZ', later),
  ]
}

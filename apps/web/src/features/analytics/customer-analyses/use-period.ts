import { useViewer } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { addDays, addMonths, isDay } from '#ui/days.ts'

export const periods = ['month', 'quarter', 'year', '12m', 'start', 'days'] as const
export type PeriodName = (typeof periods)[number]

/** The period that the address names, the last twelve months otherwise; without a first day it is since the start. */
export function usePeriod(): { name: PeriodName; from?: string; to?: string } {
  const { today } = useViewer()
  const { get } = useAddress()
  const name = periods.find((one) => one === get('period')) ?? '12m'
  if (name !== 'days') {
    const from = firstDay(name, today)
    return from === undefined ? { name } : { name, from }
  }
  const [from, to] = [get('from'), get('to')]
  const until = isDay(to) ? to : today
  return { name, from: isDay(from) && from <= until ? from : addDays(until, -30), to: until }
}

function firstDay(name: Exclude<PeriodName, 'days'>, today: string): string | undefined {
  const [year, month] = [today.slice(0, 4), today.slice(0, 7)]
  switch (name) {
    case 'month':
      return `${month}-01`
    case 'quarter':
      return `${addMonths(month, -((Number(today.slice(5, 7)) - 1) % 3))}-01`
    case 'year':
      return `${year}-01-01`
    case '12m':
      return addDays(today, -364)
    case 'start':
      return undefined
  }
}

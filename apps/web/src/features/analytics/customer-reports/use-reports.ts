import { type CustomerReport, customerReports } from '@rapport/contract/analytics/customer-reports'
import { useAsk } from '#api/query.ts'

/** How soon it is looked again while a report is being made or sent, milliseconds. */
const AGAIN = 1_000

export const isUnderWay = ({ state, sending }: CustomerReport) =>
  state === 'waiting' || state === 'making' || sending?.state === 'waiting'

/** Reports of a customer, asked for again while one of them is under way. */
export const useReports = (customerId: string, enabled = true) =>
  useAsk(
    customerReports.list,
    { params: { id: customerId } },
    { enabled, again: (reply) => (reply?.items.some(isUnderWay) ? AGAIN : false) },
  )

import { z } from 'zod'
import { levels, riskLevels } from '#customer/vocabulary.ts'
import { endpoint } from '#endpoint.ts'
import { visitOutcomes } from '#service/care-visits.ts'
import { day, decimal, id, instant, month, queryInteger } from '#shapes.ts'

/** Every chart says which day its figures are as of, when they were read, and for which unit (null: all in sight). */
const known = { asOf: z.string(), readAt: instant, unitId: id.nullable() }
const unit = id.optional()
const months = { unit, months: queryInteger(1, 60, 13), to: month.optional() }
/** Amounts of one currency only: the firm's CNY unless another is asked for; `currencies` are those in sight. */
const currency = z
  .string()
  .max(3)
  .regex(/^[A-Z]{3}$/, { error: 'currency.shape' })
  .optional()
const inCurrency = { currency: z.string(), currencies: z.array(z.string()) }
const outcome = z.enum([...visitOutcomes, 'planned', 'cancelled'])

/** The charts below that a manager looks at first, by their addresses. */
export const overviewCharts = [
  'traded-value-by-month',
  'branch-ranking',
  'visits-by-branch-and-week',
  'new-customers-by-month',
  'customers-by-level',
] as const

export const charts = {
  customersByLevel: endpoint('GET /charts/customers-by-level', {
    summary: 'Customers by segment and risk level',
    permission: 'chart.read',
    query: z.strictObject({ unit }),
    reply: z.strictObject({
      ...known,
      items: z.array(
        z.strictObject({
          level: z.enum(levels).nullable(),
          riskLevel: z.enum(riskLevels).nullable(),
          customers: z.int(),
        }),
      ),
    }),
  }),
  newCustomersByMonth: endpoint('GET /charts/new-customers-by-month', {
    summary: 'New customers by the month of their opening',
    permission: 'chart.read',
    query: z.strictObject(months),
    reply: z.strictObject({ ...known, items: z.array(z.strictObject({ month: z.string(), customers: z.int() })) }),
  }),
  visitsByBranchAndWeek: endpoint('GET /charts/visits-by-branch-and-week', {
    summary: 'Care visits by branch, week (beginning Monday) and outcome',
    permission: 'chart.read',
    query: z.strictObject({ unit, weeks: queryInteger(1, 53, 8), to: day.optional() }),
    reply: z.strictObject({
      ...known,
      items: z.array(z.strictObject({ unitId: id, unitName: z.string(), week: z.string(), outcome, visits: z.int() })),
    }),
  }),
  tradedValueByMonth: endpoint('GET /charts/traded-value-by-month', {
    summary: 'Traded value (bought plus sold, CNY) and active customers (at least one trade) by month',
    permission: 'chart.read',
    query: z.strictObject({ ...months, currency }),
    reply: z.strictObject({
      ...known,
      ...inCurrency,
      items: z.array(
        z.strictObject({ month: z.string(), tradedValue: decimal, activeCustomers: z.int(), trades: z.int() }),
      ),
    }),
  }),
  branchRanking: endpoint('GET /charts/branch-ranking', {
    summary: 'Branches by traded value of a month, with the rank of the month before',
    permission: 'chart.read',
    query: z.strictObject({ unit, month: month.optional(), currency }),
    reply: z.strictObject({
      ...known,
      ...inCurrency,
      month: z.string(),
      items: z.array(
        z.strictObject({
          unitId: id,
          unitName: z.string(),
          rank: z.int(),
          rankBefore: z.int().nullable(),
          tradedValue: decimal,
          tradedValueBefore: decimal,
          activeCustomers: z.int(),
          customers: z.int(),
        }),
      ),
    }),
  }),
}

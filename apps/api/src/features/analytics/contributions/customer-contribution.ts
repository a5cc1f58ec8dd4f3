import type { ContributionMonth, CustomerContribution, contributions } from '@rapport/contract/analytics/contributions'
import type { QueryOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { firstDayOf, monthOf, monthsUpTo } from '#features/analytics/charts/months.ts'
import { refuseOutOfSight } from '#features/customer/accounts/customer-in-sight.ts'
import { contribution, cost, income, kindColumns, withRate } from './contribution-sql.ts'

const MONTHS = 13

const sum = (sql: string) => `trim_scale(sum(${sql}))::text`
/** Amounts of rows `b` as the contract calls them; kinds of income where `known` says that any was told. */
const amounts = (known: string) => `'netCommission', ${sum('b.net_commission')},
  ${Object.entries(kindColumns)
    .map(([name, column]) => `'${name}', case when ${known} then ${sum(column)} end`)
    .join(', ')},
  'income', ${sum(income)}, 'cost', case when min(b.currency) = 'CNY' then ${sum(cost)} end,
  'contribution', case when min(b.currency) = 'CNY' then ${sum(contribution)} end, 'minutes', sum(b.minutes)::bigint`

/** The months of which the firm was told any income: `n`, beside rows `b`. */
const withKnown = 'left join warehouse.income_months n on n.month = b.month'

/**
 * What a customer brought and cost, thirteen months where no others are asked for, in the currency asked for or the firm's own
 * (ANA-06). A month without a row brought nothing, and cost nothing. 404 out of sight.
 */
export async function contributionOf(
  db: Db,
  customerId: string,
  query: QueryOf<typeof contributions.ofCustomer>,
  today: string,
): Promise<CustomerContribution> {
  await refuseOutOfSight(db, customerId)
  const to = query.to ?? monthOf(today)
  const from = query.from ?? monthsUpTo(to, MONTHS)[0]!
  const [seen] = await db.rows<{ currencies: string[]; through: string | null }>(
    'contribution.currencies',
    `select array(select distinct currency from warehouse.customer_contributions where customer_id = $1 order by 1) as currencies,
       (select to_char(max(month), 'YYYY-MM') from warehouse.income_months) as through`,
    [customerId],
  )
  const currency = query.currency ?? 'CNY'
  const found = `from warehouse.customer_contributions b ${withRate} ${withKnown}
    where b.customer_id = $1 and b.currency = $2 and b.month between $3::date and $4::date`
  const values = [customerId, currency, firstDayOf(from), firstDayOf(to)]
  const months = await db.rows<{ item: ContributionMonth }>(
    'contribution.months',
    `select json_build_object('month', to_char(b.month, 'YYYY-MM'), ${amounts('bool_or(n.month is not null)')}) as item
     ${found} group by b.month order by b.month`,
    values,
  )
  const [total] = await db.rows<{ item: CustomerContribution['total'] }>(
    'contribution.total',
    `select json_build_object(${amounts('bool_or(n.month is not null)')}) as item ${found} having count(*) > 0`,
    values,
  )
  return {
    currency,
    currencies: seen!.currencies,
    incomeThrough: seen!.through,
    total: total?.item ?? nothing(currency),
    months: months.map(({ item }) => item),
  }
}

const nothing = (currency: string): CustomerContribution['total'] => ({
  netCommission: '0',
  interest: null,
  marginInterest: null,
  productFees: null,
  advisoryFees: null,
  otherIncome: null,
  income: '0',
  cost: currency === 'CNY' ? '0' : null,
  contribution: currency === 'CNY' ? '0' : null,
  minutes: 0,
})

/** Rates of cost as stretches of months: `since` to before `until`. Every month has one. */
export const costStretches = `(select valid_from as since, coalesce(lead(valid_from) over (order by valid_from), 'infinity'::date) as until,
  cost_of_minute, minutes_of_contact, cost_of_customer from warehouse.cost_rates)`

/** Joins the rate of the month of `b`, a row of `customer_contributions` or `unit_contributions`, as `k`. */
export const withRate = `join ${costStretches} k on b.month >= k.since and b.month < k.until`

/** Net commission and all other income of `b`. */
export const income =
  '(b.net_commission + b.interest + b.margin_interest + b.product_fees + b.advisory_fees + b.other_income)'

/**
 * What serving cost (ANA-08), with `withRate`: minutes of contacts and visits, those nobody measured at the minutes of one, at
 * the cost of a minute; and the cost of a customer. Exact, and 0 in a currency that is not the firm's own.
 */
export const cost =
  '((b.minutes + b.unmeasured * k.minutes_of_contact) * k.cost_of_minute + b.served * k.cost_of_customer)'

/** Income less what serving cost. */
export const contribution = `(${income} - ${cost})`

/** The columns of `b` that are income beside net commission, by the names of the contract. */
export const kindColumns = {
  interest: 'b.interest',
  marginInterest: 'b.margin_interest',
  productFees: 'b.product_fees',
  advisoryFees: 'b.advisory_fees',
  otherIncome: 'b.other_income',
}

/** The last rate of each currency on or before a day, which is a place: what one unit is worth in the firm's own. */
export const ratesOn = (day: string) => `(select 'CNY' as currency, 1::numeric as rate
  union all (select distinct on (currency) currency, rate from warehouse.fx_rates where day <= ${day}::date order by currency, day desc))`

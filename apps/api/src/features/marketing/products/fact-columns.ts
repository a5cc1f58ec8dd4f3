/** Facts of a product as columns, in the order of `factValues`. */
export const factColumns = `type, name, name_zh, issuer, currency, term_days, minimum_amount, complex, fees, target_market, target_market_zh,
  on_shelf_on, off_shelf_on, security_id`

/** The values of those columns out of facts as JSON (`ProductFacts`) in the place `$n`. */
export const factValues = (facts: string) => {
  const text = (name: string) => `${facts}::jsonb ->> '${name}'`
  return [
    ...['type', 'name', 'nameZh', 'issuer', 'currency'].map(text),
    `(${text('termDays')})::int`,
    `(${text('minimumAmount')})::numeric`,
    `(${text('complex')})::boolean`,
    `${facts}::jsonb -> 'fees'`,
    ...['targetMarket', 'targetMarketZh'].map(text),
    `(${text('onShelfOn')})::date`,
    `(${text('offShelfOn')})::date`,
    `(${text('securityId')})::uuid`,
  ].join(', ')
}

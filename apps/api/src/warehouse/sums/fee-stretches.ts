/** The rates of a market, kind of security and side as stretches of days on which none of them changes. */
export const feeStretches = `
  with cuts as (
    select distinct market, security_kind, s.side, day from (
      select market, security_kind, valid_from as day from warehouse.fee_rates
      union select market, security_kind, valid_to + 1 from warehouse.fee_rates where valid_to is not null) c
    cross join (values ('buy'), ('sell')) s (side)),
  stretches as (
    select c.*, coalesce(lead(c.day) over (partition by c.market, c.security_kind, c.side order by c.day) - 1, 'infinity') as until from cuts c)
  select market, security_kind, side, day as since, until,
    ${['stamp-duty', 'transfer-fee', 'handling-fee', 'regulatory-fee'].map(rateOf).join(',\n    ')}
  from stretches c`

function rateOf(component: string): string {
  return `(select f.rate from warehouse.fee_rates f
     where f.market = c.market and f.security_kind = c.security_kind and f.component = '${component}' and f.side in ('both', c.side)
       and f.valid_from <= c.day and coalesce(f.valid_to, 'infinity') >= c.day order by f.valid_from desc limit 1) as ${component.replace('-', '_')}`
}

/**
 * What of the fees of a trade is commission, and what of that is passed on to exchange and regulator: as the feed tells it,
 * else by the rates of the day, each component rounded by itself (domain 2.1; the same as `feeParts` of packages/finance).
 * Joins `c` with commission and passed_on to trades of that name; both are 0 where nothing tells them.
 */
export const feesOf = (trades: string, rates: string) => {
  const part = (component: string) => `coalesce(round(round(${trades}.amount, 2) * f.${component}, 2), 0)`
  return `
    left join securities k on k.id = ${trades}.security_id
    left join ${rates} f on f.market = warehouse.fee_market(k.market, k.code) and f.security_kind = warehouse.fee_kind(k.category)
      and f.side = ${trades}.side and ${trades}.traded_on between f.since and f.until
    cross join lateral (
      select coalesce(${trades}.commission, case when ${trades}.fees > 0 and f.since is not null
               then greatest(${trades}.fees - ${part('stamp_duty')} - ${part('transfer_fee')}, 0) end) as commission) g
    cross join lateral (
      select coalesce(g.commission, 0) as commission, case when g.commission is null then 0
          else coalesce(${trades}.pass_through, least(${part('handling_fee')} + ${part('regulatory_fee')}, g.commission)) end as passed_on) c`
}

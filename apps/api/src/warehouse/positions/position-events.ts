/** What a fold reads of a position, as the columns of a line; numbers are whole: cents, millionths, 10^−8 of a share. */
export const eventColumns = ['n', 'day', 'kind', 'q', 'a', 'f', 'x', 'currency'] as const

/** `prior`: how it stood before; `ex`: an action goes ex; `record`: the close of its record day. */
export const eventKinds = { prior: '0', ex: '1', trade: '2', transfer: '3', record: '4' } as const

const cents = (value: string) => `(round(${value}, 2) * 100)::bigint`
const millionths = (value: string) => `(${value} * 1000000)::bigint`
const perShare = (value: string) => `(${value} * 100000000)::bigint`

const is = (one: string) =>
  `${one}.customer_id = d.customer_id and ${one}.account_id = d.account_id and ${one}.security_id = d.security_id`

const prior = (from: string) => `
  select d.n, null::date as day, 0 as kind, ${millionths('p.quantity')} as q, ${cents('p.cost')} as a,
         ${cents('p.realised')} as f, ${cents('p.dividends')}::text as x, p.currency, 0 as place, null::timestamptz as at, '' as key
  from ${from}`

/** A transfer that tells no amount is worth its quantity at the last close. */
const amount = `case when t.amount = 0 and t.side like 'transfer%'
  then t.quantity * coalesce((select c.close from warehouse.closes c where c.security_id = t.security_id and c.day <= t.traded_on
                              order by c.day desc limit 1), 0)
  else t.amount end`

const recordDay = 'coalesce(c.record_on, c.ex_on - 1)'
const action = `join warehouse.corporate_actions c on c.security_id = d.security_id and c.ex_on >= d.from_day and c.kind <> 'rights'`

/**
 * The events of the positions in `dirty` (n, key, from_day), in the order in which they are folded. No position in it is
 * dirty from before `since`: partitions before it are not looked at.
 */
export const positionEvents = (dirty: string, since: string) => `
  select ${eventColumns.join(', ')} from (
    ${prior(`${dirty} d join warehouse.positions p on ${is('p')} and p.day < d.from_day`)}
    union all
    ${prior(`${dirty} d join warehouse.positions now on ${is('now')} and now.day >= d.from_day cross join lateral (
      select * from warehouse.position_days p where ${is('p')} and p.day < d.from_day order by p.day desc limit 1) p`)}
    union all
    select d.n, c.ex_on, 1,
           case c.kind when 'dividend' then ${perShare('c.cash_per_share')} when 'bonus' then ${perShare('c.bonus_ratio')}
             else ${perShare('c.split_from')} end,
           ${perShare('coalesce(c.split_to, 0)')}, 0, c.kind || ' ' || c.external_key, '', 1, null, c.external_key
    from ${dirty} d ${action}
    union all
    select d.n, ${recordDay}, 4, 0, 0, 0, c.external_key, '', 3, null, c.external_key
    from ${dirty} d ${action} and ${recordDay} >= d.from_day
    union all
    select d.n, t.traded_on, case when t.side in ('buy', 'sell') then 2 else 3 end,
           case when t.side in ('buy', 'transfer-in') then 1 else -1 end * ${millionths('t.quantity')},
           ${cents(amount)}, ${cents('t.fees')}, '', t.currency, 2, t.traded_at, t.external_key
    from ${dirty} d join warehouse.trades t on ${is('t')} and t.traded_on >= d.from_day and t.traded_on >= date '${since}'
  ) e order by n, day nulls first, place, at, key`

/** What a fold reads of a position, as the columns of a line; numbers are whole: cents, millionths, 10^−8 of a share. */
export const eventColumns = ['n', 'day', 'kind', 'q', 'a', 'f', 'x', 'currency'] as const

/** `prior`: how it stood before; `ex`: an action goes ex; `record`: the close of its record day; `kept`: how it is kept. */
export const eventKinds = { prior: '0', ex: '1', trade: '2', transfer: '3', record: '4', kept: '5' } as const

const cents = (value: string) => `(round(${value}, 2) * 100)::bigint`
const millionths = (value: string) => `(${value} * 1000000)::bigint`
const perShare = (value: string) => `(${value} * 100000000)::bigint`

const keyOf = (one: string) => `${one}.customer_id, ${one}.account_id, ${one}.security_id`
const is = (one: string) =>
  `${one}.customer_id = d.customer_id and ${one}.account_id = d.account_id and ${one}.security_id = d.security_id`

/** Quantity, cost, realised and dividends of a row `p` of positions or of their days. */
const stands = `${millionths('p.quantity')} as q, ${cents('p.cost')} as a, ${cents('p.realised')} as f`

const prior = (from: string) => `
  select d.n, null::date as day, 0 as kind, ${stands}, ${cents('p.dividends')}::text as x, p.currency,
         0 as place, null::timestamptz as at, '' as key
  from ${from}`

/** A transfer that tells no amount is worth its quantity at the last close. */
const amount = `case when t.amount = 0 and t.side like 'transfer%'
  then t.quantity * coalesce((select c.close from warehouse.closes c where c.security_id = t.security_id and c.day <= t.traded_on
                              order by c.day desc limit 1), 0)
  else t.amount end`

const recordDay = 'coalesce(c.record_on, c.ex_on - 1)'
const actsOn = "join warehouse.corporate_actions c on c.security_id = d.security_id and c.kind <> 'rights'"

/** Actions `c` that go ex. */
const goingEx = (of: string, from: string) => `
  select ${of}, c.ex_on, 1,
         case c.kind when 'dividend' then ${perShare('c.cash_per_share')} when 'bonus' then ${perShare('c.bonus_ratio')}
           else ${perShare('c.split_from')} end,
         ${perShare('coalesce(c.split_to, 0)')}, 0, c.kind || ' ' || c.external_key, '', 1, null, c.external_key
  from ${from}`

/** Closes of the record days of actions `c`. */
const recorded = (of: string, from: string) => `
  select ${of}, ${recordDay}, 4, 0, 0, 0, c.external_key, '', 3, null, c.external_key
  from ${from}`

/** Trades and transfers `t`. */
const traded = (of: string, from: string) => `
  select ${of}, t.traded_on as day, case when t.side in ('buy', 'sell') then 2 else 3 end as kind,
         case when t.side in ('buy', 'transfer-in') then 1 else -1 end * ${millionths('t.quantity')} as q,
         ${cents(amount)} as a, ${cents('t.fees')} as f, '' as x, t.currency, 2 as place, t.traded_at as at, t.external_key as key
  from ${from}`

const inOrder = 'day nulls first, place, at, key'

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
    union all ${goingEx('d.n', `${dirty} d ${actsOn} and c.ex_on >= d.from_day`)}
    union all ${recorded('d.n', `${dirty} d ${actsOn} and c.ex_on >= d.from_day and ${recordDay} >= d.from_day`)}
    union all ${traded('d.n', `${dirty} d join warehouse.trades t on ${is('t')} and t.traded_on >= d.from_day and t.traded_on >= date '${since}'`)}
  ) e order by n, ${inOrder}`

/** All events of all positions, and behind those of each how it is kept and whose it is. Ordered as they are folded. */
export const allEvents = `
  select dense_rank() over (order by ${keyOf('e')}) as n, day, kind, q, a, f, x, currency from (
    select * from (
      ${traded(keyOf('t'), 'warehouse.trades t')}
      union all ${goingEx(keyOf('d'), `warehouse.positions d ${actsOn}`)}
      union all ${recorded(keyOf('d'), `warehouse.positions d ${actsOn}`)}
      union all
      select ${keyOf('p')}, date 'infinity', 5, ${stands}, concat_ws(' ', ${cents('p.dividends')}, ${keyOf('p')}), p.currency, 0, null, ''
      from warehouse.positions p
    ) u order by ${keyOf('u')}, ${inOrder}
  ) e`

/** Between the events of a position in `eventsOfCustomer`: no key holds it. */
export const EVENT_END = '\u001e'

/**
 * All events up to a day ($3) of the positions that one customer ($1) has in a currency ($2): a row a position, its events in
 * the order in which they are folded in one text, each day, kind, q, a, f and x between blanks.
 */
export const eventsOfCustomer = `
  select e.security_id as "securityId", string_agg(concat_ws(' ', e.day, kind, q, a, f, x), e'\\x1e' order by e.day, place, at, key) as events
  from (
    ${traded(keyOf('t'), 'warehouse.trades t where t.customer_id = $1::uuid and t.traded_on <= $3::date')}
    union all ${goingEx(keyOf('d'), `warehouse.positions d ${actsOn} where d.customer_id = $1::uuid and c.ex_on <= $3::date`)}
    union all ${recorded(keyOf('d'), `warehouse.positions d ${actsOn} where d.customer_id = $1::uuid and ${recordDay} <= $3::date`)}
  ) e join warehouse.positions p on ${is('p').replaceAll('d.', 'e.')} and p.currency = $2
  group by e.account_id, e.security_id`

import type { Db } from '@rapport/database/as-viewer'

/**
 * What the systems of the firm and the exchanges told on the last day that has prices: applications to leave, enquiries, letters, logins,
 * allotments to be paid for, contracts and products that fall due, each of a few customers with a manager; and of three securities that
 * many hold a suspension, the end of one, and a dividend ahead. The worker's first look makes moments of them.
 */
export async function writeSignals(db: Db): Promise<void> {
  await db.connection.query(
    `select warehouse.make_months('customer_signals', array[max(priced_on)]) from warehouse.prices`,
  )
  await db.connection.query(
    `with last as (select max(priced_on) as day from warehouse.prices),
     told as (select *, sum(people) over (order by place) - people as before from (values
       (1, 'closing', 2, null, null, null, null::int, null), (2, 'transfer-out', 3, null, null, null, null, null),
       (3, 'service-enquiry', 6, null, null, null, null, '港股通开通条件'), (4, 'exchange-letter', 2, null, null, null, null, '异常交易提示函'),
       (5, 'new-device', 5, null, null, null, null, null), (6, 'abnormal-login', 2, null, null, null, null, null),
       (7, 'allotment', 4, '华新科技', 500, 9350, 1, null), (8, 'margin-contract', 3, null, null, 120000, 7, null),
       (9, 'product-maturity', 5, '稳进九十天', null, 200000, 7, null), (10, 'fee-query', 4, null, null, null, null, '融资利率'))
       t (place, kind, people, security, quantity, amount, ahead, note)),
     chosen as (select c.id, row_number() over (order by sha256(convert_to('signals' || c.id, 'UTF8'))) as n
       from customers c where c.deleted_at is null and c.lifecycle = 'active' and c.owner_id is not null)
     insert into warehouse.customer_signals (customer_id, occurred_on, occurred_at, kind, security_name, quantity, amount, due_on, note, external_key)
     select c.id, l.day, (l.day + time '10:00' + c.n * interval '7 minutes') at time zone 'Asia/Shanghai', t.kind, t.security, t.quantity, t.amount,
       l.day + t.ahead, t.note, 'DEMO-' || c.n
     from last l cross join told t join chosen c on c.n > t.before and c.n <= t.before + t.people`,
  )
  await db.connection.query(
    `with last as (select max(priced_on) as day from warehouse.prices),
     held as (select t.security_id, row_number() over (order by count(distinct t.customer_id) desc, t.security_id) as n
       from warehouse.trades t group by 1)
     insert into warehouse.security_signals (security_id, day, kind, external_key, note, record_on, ex_on)
     select h.security_id, l.day, k.kind, 'DEMO-' || h.n, k.note, l.day + k.record, l.day + k.ex
     from last l cross join held h join (values (20, 'suspended', '重大资产重组', null::int, null::int), (21, 'resumed', null, null, null),
       (22, 'dividend', '每10股派5.00元', 1, 2)) k (n, kind, note, record, ex) on k.n = h.n`,
  )
}

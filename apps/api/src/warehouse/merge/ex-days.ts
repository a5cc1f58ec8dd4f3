import type { Loader } from '@rapport/database/as-loader'
import { Scratch } from '#warehouse/sums/scratch.ts'

/**
 * Finds on which of the days that these prices touch a security went ex: the close of the day before that the exchange
 * reckons with (previous close) is not the last close there was. Of each security its days from the first to the last
 * touched one are looked at, and the day after, so that it does not matter what came first.
 */
export async function findExDays(loader: Loader, from: string, batchId: string): Promise<void> {
  const scratch = new Scratch(loader)
  const span = await scratch.keep(
    'ex_days',
    `select t.security_id, t.first, coalesce(b.day, t.first) as since, coalesce(a.day, t.last) as until
     from (select f.security_id, min(f.priced_on) as first, max(f.priced_on) as last ${from} group by 1) t
     left join lateral (select c.day from warehouse.closes c where c.security_id = t.security_id and c.origin = 'price' and c.day < t.first
                        order by c.day desc limit 1) b on true
     left join lateral (select c.day from warehouse.closes c where c.security_id = t.security_id and c.origin = 'price' and c.day > t.last
                        order by c.day limit 1) a on true`,
    [batchId],
  )
  const [bounds] = await loader.query<{ first: string | null; until: string }>(
    `select min(first) as first, max(until) as until from ${span}`,
  )
  if (bounds!.first) {
    await loader.query(
      `delete from warehouse.ex_days e using ${span} s where e.security_id = s.security_id and e.ex_on between s.first and s.until`,
    )
    const closes = await scratch.keep(
      'ex_days',
      `select c.security_id, c.day, lag(c.close) over (partition by c.security_id order by c.day) as before
       from warehouse.closes c join ${span} s on s.security_id = c.security_id and c.day between s.since and s.until
       where c.origin = 'price'`,
    )
    // The months are named by their days, so that no other is opened.
    await loader.query(
      `insert into warehouse.ex_days (security_id, ex_on, close_before, previous_close)
       select security_id, day, before, previous_close from (
         select distinct on (c.security_id, c.day) c.security_id, c.day, c.before, p.previous_close
         from ${closes} c join warehouse.prices p on p.security_id = c.security_id and p.priced_on = c.day
         where c.before > 0 and p.previous_close > 0 and p.priced_on between date '${bounds!.first}' and date '${bounds!.until}'
         order by c.security_id, c.day, p.priced_at desc) x
       where previous_close <> before`,
    )
  }
  await scratch.drop()
}

import type { Applying } from './apply.ts'
import type { Change } from './merge-dimension.ts'
import { writeRows } from './written.ts'

/** Writes days of markets: what the exchange tells stands before what prices show. */
export async function applyCalendar({ loader }: Applying, changes: readonly Change[]): Promise<Map<string, string>> {
  const days = changes.map(({ after, batchId }) => ({
    market: after.market,
    day: after.day,
    trading: after.trading === 'true',
    settlement: (after.settlement ?? after.trading) === 'true',
    half_day: after.halfDay === 'true',
    batch_id: batchId,
  }))
  await writeRows(
    loader,
    `insert into warehouse.calendar as c (market, day, trading, settlement, half_day, origin, batch_id)
     select market, day, trading, settlement, half_day, 'feed', batch_id
     from json_to_recordset($1) as r (market text, day date, trading boolean, settlement boolean, half_day boolean, batch_id uuid)
     on conflict (market, day) do update set trading = excluded.trading, settlement = excluded.settlement,
       half_day = excluded.half_day, origin = 'feed', batch_id = excluded.batch_id
     where (c.trading, c.settlement, c.half_day, c.origin)
       is distinct from (excluded.trading, excluded.settlement, excluded.half_day, 'feed')`,
    days,
  )
  return new Map()
}

import type { Db } from '@rapport/database/as-viewer'
import type { ServiceTime } from './working-time.ts'

/** The hours of service that hold on a day, and the days that differ from Monday to Friday. */
export async function serviceTime(db: Db, today: string): Promise<ServiceTime> {
  const [hours] = await db.rows<{ opens: string; closes: string; days: Record<string, boolean> }>(
    'service-time',
    `select h.opens, h.closes, coalesce((select jsonb_object_agg(d.day, d.works) from service_days d), '{}') as days
     from service_hours h where h.valid_from <= $1::date order by h.valid_from desc limit 1`,
    [today],
  )
  return { opens: hours!.opens, closes: hours!.closes, days: new Map(Object.entries(hours!.days)) }
}

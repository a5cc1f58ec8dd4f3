import type { Db } from '@rapport/database/as-viewer'
import { plain } from '#warehouse/collect/plain.ts'
import type { CustomerSaid, ProspectSaid } from './check.ts'

/** Open ways by which prospects come, by code and by both names; none are read where no row names one. */
export async function channelsSaid(db: Db, rows: readonly CustomerSaid[]): Promise<Map<string, string>> {
  if (!rows.some(({ prospect }) => prospect?.channel)) return new Map()
  const channels = await db.rows<{ id: string; said: string[] }>(
    'import-channels',
    `select id, array[name_zh, name, code] as said from prospect_channels where state = 'open' order by code`,
    [],
  )
  return new Map(channels.flatMap(({ id, said }) => said.map((word) => [plain(word), id] as const)))
}

export interface Course extends ProspectSaid {
  customerId: string
}

/** Writes down where prospects came from that were made, and what they want; whoever was made as something else has no course. */
export async function saveCourses(db: Db, courses: readonly Course[], channels: ReadonlyMap<string, string>) {
  if (courses.length === 0) return
  const rows = courses.map(({ customerId, channel, interests }) => ({
    customer_id: customerId,
    channel_id: channel === null ? null : channels.get(plain(channel)),
    interests,
  }))
  await db.rows(
    'import-courses',
    `update prospects p set channel_id = coalesce(r.channel_id, p.channel_id), interests = r.interests
     from jsonb_to_recordset($1::jsonb) r (customer_id uuid, channel_id uuid, interests text[])
     where p.customer_id = r.customer_id and p.state in ('new', 'contacted', 'qualified')`,
    [JSON.stringify(rows)],
  )
}

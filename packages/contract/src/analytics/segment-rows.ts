import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { count, id, instant, listOf, PersonInRow, UnitInRow, version } from '#shapes.ts'

/** With whom a segment is shared: nobody, the unit of its maker and those below, or everybody. */
export const sharings = ['nobody', 'unit', 'firm'] as const
/** Among whom it is judged: its maker's own customers, those of the maker's unit, or all. */
export const reaches = ['own', 'units', 'all'] as const

export const SegmentInRow = z
  .strictObject({
    id,
    version,
    /** Of the groups that every firm starts with. */
    code: z.string().nullable(),
    name: z.string(),
    nameZh: z.string().nullable(),
    description: z.string().nullable(),
    reach: z.enum(reaches),
    shared: z.enum(sharings),
    owner: PersonInRow.nullable(),
    unit: UnitInRow.nullable(),
    /** Present members in sight. */
    members: count,
    /** Of those, who came in the last thirty days; and how many left in them. */
    entered: count,
    left: count,
    /** When its present condition was judged among everybody; null while that is still to come. */
    judgedAt: instant.nullable(),
    mayEdit: z.boolean(),
  })
  .meta({ id: 'SegmentInRow' })
export type SegmentInRow = z.infer<typeof SegmentInRow>

/** Apart from conditions, which a list that only names segments need not load. */
export const listSegments = endpoint('GET /segments', {
  summary: 'Segments of one’s own and those that are shared, with how many of their members are in sight',
  permission: 'segment.build',
  reply: listOf(SegmentInRow),
})

import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, count, id, listOf, text, version } from '#shapes.ts'

const draft = {
  name: text(60),
  nameZh: text(60),
  /** 1 is the highest. */
  rank: z.int().min(1).max(99),
  /** Who is in this segment is served by this level. */
  segmentId: id.nullable(),
  /** Nobody is served by it any more: whoever is in one of its plans leaves it. */
  retired: z.boolean(),
}
export const ServiceLevelDraft = z.strictObject(draft).meta({ id: 'ServiceLevelDraft' })
export const ServiceLevel = z
  .strictObject({
    ...draft,
    id,
    version,
    name: z.string(),
    nameZh: z.string(),
    /** Null where there is none, or it is not in the caller's sight. */
    segment: z.strictObject({ id, name: z.string(), nameZh: z.string().nullable() }).nullable(),
    /** Plans that start for whoever enters its segment. */
    plans: count,
  })
  .meta({ id: 'ServiceLevel' })
export type ServiceLevel = z.infer<typeof ServiceLevel>

export const serviceLevels = {
  list: endpoint('GET /service-levels', {
    summary: 'Levels of service, the highest first, with the segment that each is bound to',
    permission: 'service-plan.read',
    reply: listOf(ServiceLevel),
  }),
  add: endpoint('POST /service-levels', {
    summary: 'Add a level of service',
    permission: 'service-level.edit',
    body: ServiceLevelDraft,
    reply: ServiceLevel,
  }),
  change: endpoint('PUT /service-levels/:id', {
    summary: 'Change a level of service, bind it to another segment, or retire it',
    permission: 'service-level.edit',
    params: byId,
    body: ServiceLevelDraft,
    reply: ServiceLevel,
    versioned: true,
  }),
}

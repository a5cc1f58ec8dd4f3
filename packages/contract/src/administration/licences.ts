import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, code, day, id, listOf, version } from '#shapes.ts'

export const licenceKinds = ['investment-adviser', 'securities', 'fund-sales', 'futures'] as const

export const Licence = z
  .strictObject({
    id,
    version,
    kind: z.enum(licenceKinds),
    number: z.string(),
    validFrom: z.string(),
    /** The last day; null without an end. */
    validTo: z.string().nullable(),
    /** Whether it holds today. */
    valid: z.boolean(),
  })
  .meta({ id: 'Licence' })
export type Licence = z.infer<typeof Licence>

const days = { validFrom: day, validTo: day.nullable().default(null) }

export const licences = {
  list: endpoint('GET /users/:id/licences', {
    summary: 'Licences of a user, the latest first',
    permission: 'user.manage',
    params: byId,
    reply: listOf(Licence),
  }),
  add: endpoint('POST /users/:id/licences', {
    summary: 'Add a licence of a user',
    permission: 'user.manage',
    params: byId,
    body: z.strictObject({ kind: z.enum(licenceKinds), number: code(40), ...days }).meta({ id: 'LicenceDraft' }),
    reply: Licence,
  }),
  change: endpoint('PUT /licences/:id', {
    summary: 'Change from when to when a licence holds',
    permission: 'user.manage',
    params: byId,
    body: z.strictObject(days).meta({ id: 'LicenceDays' }),
    reply: Licence,
    versioned: true,
  }),
}

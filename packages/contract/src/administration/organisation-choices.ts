import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { code, id, listOf, pageSize, text, UnitInRow, version } from '#shapes.ts'

// Apart from the rest of the organisation: lists that filter by unit and colleague load this alone.

export const unitKinds = ['head-office', 'region', 'branch', 'team'] as const
export const Unit = z
  .strictObject({
    id,
    version,
    parentId: id.nullable(),
    kind: z.enum(unitKinds),
    code: z.string(),
    name: z.string(),
    validFrom: z.string(),
    validTo: z.string().nullable(),
  })
  .meta({ id: 'Unit' })
export type Unit = z.infer<typeof Unit>

export const listUnits = endpoint('GET /units', {
  summary: 'The organisation tree, parents before children',
  permission: 'organisation.read',
  reply: listOf(Unit),
})

/** A colleague as everybody may see them: enough to hand over a customer or to show who did something. */
export const Colleague = z.strictObject({
  id,
  username: z.string(),
  name: z.string(),
  unit: UnitInRow,
  roleCode: z.string(),
})

export const listColleagues = endpoint('GET /colleagues', {
  summary: 'People of the firm by name, for choosing an owner or a colleague',
  permission: 'organisation.read',
  query: z.strictObject({ q: text(60).optional(), unit: id.optional(), role: code(40).optional(), limit: pageSize }),
  reply: listOf(Colleague),
})

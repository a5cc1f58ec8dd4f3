import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, day, id, listOf, optionalText, personal, text, version } from '#shapes.ts'
import { identificationTypes } from './vocabulary.ts'

/** Type and number are checked together by `checkIdentification` (domain 6.2): the error is on `number`. */
export const IdentificationDraft = z
  .strictObject({
    type: z.enum(identificationTypes),
    number: text(40),
    issuer: optionalText(120).optional(),
    validTo: day.nullable().optional(),
  })
  .meta({ id: 'IdentificationDraft' })
export type IdentificationDraft = z.infer<typeof IdentificationDraft>

export const Identification = z
  .strictObject({
    id,
    version,
    type: z.enum(identificationTypes),
    number: personal('identification'),
    issuer: z.string().nullable(),
    validTo: z.string().nullable(),
  })
  .meta({ id: 'Identification' })

export const identifications = {
  list: endpoint('GET /customers/:id/identifications', {
    summary: 'ID documents of a customer',
    permission: 'customer.read',
    params: byId,
    reply: listOf(Identification),
  }),
  add: endpoint('POST /customers/:id/identifications', {
    summary: 'Add an ID document',
    permission: 'customer.edit',
    params: byId,
    body: IdentificationDraft,
    reply: Identification,
  }),
  edit: endpoint('PATCH /identifications/:id', {
    summary: 'Correct an ID document; a masked number sent back leaves the number as it is',
    permission: 'customer.edit',
    params: byId,
    body: IdentificationDraft,
    reply: Identification,
    versioned: true,
  }),
  remove: endpoint('DELETE /identifications/:id', {
    summary: 'Remove an ID document',
    permission: 'customer.edit',
    params: byId,
    versioned: true,
  }),
}

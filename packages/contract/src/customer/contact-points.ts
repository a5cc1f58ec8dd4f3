import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, id, instant, listOf, personal, text, version } from '#shapes.ts'
import { contactKinds } from './vocabulary.ts'

/** The value is checked by its kind with `checkContact`: the error is on `value`. */
export const ContactPointDraft = z
  .strictObject({
    kind: z.enum(contactKinds),
    value: text(300),
    preferred: z.boolean().default(false),
    doNotContact: z.boolean().default(false),
  })
  .meta({ id: 'ContactPointDraft' })
export type ContactPointDraft = z.infer<typeof ContactPointDraft>

const known = { id, version, preferred: z.boolean(), doNotContact: z.boolean(), verifiedAt: instant.nullable() }
/** A mobile and a phone are masked alike, e-mail in its own way; address and WeChat name are shown. */
export const ContactPoint = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('mobile'), value: personal('mobile'), ...known }),
    z.strictObject({ kind: z.literal('phone'), value: personal('mobile'), ...known }),
    z.strictObject({ kind: z.literal('email'), value: personal('email'), ...known }),
    z.strictObject({ kind: z.literal('address'), value: z.string(), ...known }),
    z.strictObject({ kind: z.literal('wechat'), value: z.string(), ...known }),
  ])
  .meta({ id: 'ContactPoint' })
export type ContactPoint = z.infer<typeof ContactPoint>

export const contactPoints = {
  list: endpoint('GET /customers/:id/contact-points', {
    summary: 'Contact points of a customer',
    permission: 'customer.read',
    params: byId,
    reply: listOf(ContactPoint),
  }),
  add: endpoint('POST /customers/:id/contact-points', {
    summary: 'Add a contact point',
    permission: 'customer.edit-contacts',
    params: byId,
    body: ContactPointDraft,
    reply: ContactPoint,
  }),
  edit: endpoint('PATCH /contact-points/:id', {
    summary: 'Change a contact point; a masked value sent back leaves the value as it is',
    permission: 'customer.edit-contacts',
    params: byId,
    body: ContactPointDraft,
    reply: ContactPoint,
    versioned: true,
  }),
  remove: endpoint('DELETE /contact-points/:id', {
    summary: 'Remove a contact point',
    permission: 'customer.edit-contacts',
    params: byId,
    versioned: true,
  }),
}

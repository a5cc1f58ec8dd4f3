import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, id, listOf, optionalText, personal, text, version } from '#shapes.ts'

/** Somebody to talk to about a customer: a spouse, an assistant, a finance director. */
export const ContactPersonDraft = z
  .strictObject({
    name: text(120),
    role: optionalText(80).optional(),
    phone: optionalText(40).optional(),
    email: optionalText(254).optional(),
    wechat: optionalText(80).optional(),
    preferredTime: optionalText(80).optional(),
    doNotContact: z.boolean().default(false),
    primary: z.boolean().default(false),
    note: optionalText(500).optional(),
  })
  .meta({ id: 'ContactPersonDraft' })
export type ContactPersonDraft = z.infer<typeof ContactPersonDraft>

export const ContactPerson = z
  .strictObject({
    id,
    version,
    name: z.string(),
    role: z.string().nullable(),
    phone: personal('mobile').nullable(),
    email: personal('email').nullable(),
    wechat: z.string().nullable(),
    preferredTime: z.string().nullable(),
    doNotContact: z.boolean(),
    primary: z.boolean(),
    note: z.string().nullable(),
  })
  .meta({ id: 'ContactPerson' })

export const contactPersons = {
  list: endpoint('GET /customers/:id/contact-persons', {
    summary: 'Contact persons of a customer',
    permission: 'customer.read',
    params: byId,
    reply: listOf(ContactPerson),
  }),
  add: endpoint('POST /customers/:id/contact-persons', {
    summary: 'Add a contact person; a new primary one replaces the old',
    permission: 'customer.edit-contacts',
    params: byId,
    body: ContactPersonDraft,
    reply: ContactPerson,
  }),
  edit: endpoint('PATCH /contact-persons/:id', {
    summary: 'Change a contact person; masked values sent back leave the values as they are',
    permission: 'customer.edit-contacts',
    params: byId,
    body: ContactPersonDraft,
    reply: ContactPerson,
    versioned: true,
  }),
  remove: endpoint('DELETE /contact-persons/:id', {
    summary: 'Remove a contact person',
    permission: 'customer.edit-contacts',
    params: byId,
    versioned: true,
  }),
}

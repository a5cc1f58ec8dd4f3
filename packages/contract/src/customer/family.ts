import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, day, decimal, id, optionalText, version } from '#shapes.ts'

/** What the other is to a customer; the other page reads it the other way round. */
export const linkKinds = [
  'spouse',
  'parent',
  'child',
  'sibling',
  'relative',
  'guarantor',
  'guaranteed',
  'controller',
  'controlled',
  'beneficial-owner',
  'owned',
  'agent',
  'principal',
] as const
export type LinkKind = (typeof linkKinds)[number]
export const familyKinds = ['spouse', 'parent', 'child', 'sibling', 'relative'] as const satisfies readonly LinkKind[]

/** A link as it reads from the customer that was asked for. */
export const CustomerLink = z
  .strictObject({
    id,
    version,
    kind: z.enum(linkKinds),
    /** The other where it is a customer, else its name and birth date. */
    other: z.strictObject({ id, customerNo: z.string(), name: z.string() }).nullable(),
    name: z.string().nullable(),
    birthOn: z.string().nullable(),
    /** Of an owner, as a fraction. */
    share: decimal.nullable(),
    validFrom: z.string().nullable(),
    validTo: z.string().nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'CustomerLink' })
export type CustomerLink = z.infer<typeof CustomerLink>

export const CustomerLinkDraft = z
  .strictObject({
    kind: z.enum(linkKinds),
    otherId: id.nullable().default(null),
    name: optionalText(120).default(null),
    birthOn: day.nullable().default(null),
    share: z
      .string()
      .max(8)
      .regex(/^(0\.\d{1,6}|1(\.0{1,6})?)$/, { error: 'holding-share.shape' })
      .nullable()
      .default(null),
    validFrom: day.nullable().default(null),
    validTo: day.nullable().default(null),
    note: optionalText(300).default(null),
  })
  .meta({ id: 'CustomerLinkDraft' })

/** In the firm's own currency; null where a figure is not known of somebody. */
const figures = {
  assets: decimal.nullable(),
  netInflow12m: decimal.nullable(),
  profit12m: decimal.nullable(),
  netCommission12m: decimal.nullable(),
}

export const Family = z
  .strictObject({
    items: z.array(CustomerLink),
    /** The customer and those in sight whom present links of family lead to, from one to the next. */
    members: z.array(z.strictObject({ id, customerNo: z.string(), name: z.string(), ...figures })),
    totals: z.strictObject(figures),
  })
  .meta({ id: 'Family' })
export type Family = z.infer<typeof Family>

export const family = {
  open: endpoint('GET /customers/:id/family', {
    summary: 'Links of a customer, and the totals of its family over the members in sight',
    permission: 'customer.read',
    params: byId,
    reply: Family,
  }),
  link: endpoint('POST /customers/:id/links', {
    summary: 'Link a customer with another in sight, or with somebody who is no customer',
    permission: 'customer.edit',
    params: byId,
    body: CustomerLinkDraft,
    reply: CustomerLink,
  }),
  unlink: endpoint('DELETE /customer-links/:id', {
    summary: 'Remove a link',
    permission: 'customer.edit',
    params: byId,
    versioned: true,
  }),
}

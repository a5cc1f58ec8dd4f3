import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, count, id, optionalText, version } from '#shapes.ts'
import { ContactPoint } from './contact-points.ts'
import { Customer } from './customers.ts'
import { Identification } from './identifications.ts'

/** What of a customer is one or the other where two records differ. */
export const mergeFields = [
  'name',
  'gender',
  'birthOn',
  'nationality',
  'occupation',
  'education',
  'legalForm',
  'industry',
  'registeredAddress',
  'lei',
  'investorClass',
  'lifecycle',
  'level',
  'openedOn',
  'note',
] as const
export type MergeField = (typeof mergeFields)[number]

/** One of two records that are held beside each other: personal data masked as on its page, and how much hangs on it. */
export const MergeSide = z
  .strictObject({
    customer: Customer,
    identifications: z.array(Identification),
    contactPoints: z.array(ContactPoint),
    contactPersons: count,
    bankCards: count,
    profiles: count,
    accounts: count,
    trades: count,
    visits: count,
  })
  .meta({ id: 'MergeSide' })
export type MergeSide = z.infer<typeof MergeSide>

export const customerMerges = {
  compare: endpoint('GET /customer-merges/comparison', {
    summary: 'Two customers beside each other, before they are merged',
    permission: 'customer.merge',
    query: z.strictObject({ one: id, other: id }),
    reply: z.strictObject({ one: MergeSide, other: MergeSide }),
  }),
  merge: endpoint('POST /customers/:id/merges', {
    summary: 'Merge another customer into this one: all that belongs to it moves here, and its number means this one',
    permission: 'customer.merge',
    params: byId,
    body: z.strictObject({
      mergedId: id,
      mergedVersion: version,
      /** The fields whose value is taken from the other. */
      take: z.array(z.enum(mergeFields)).max(mergeFields.length).default([]),
      reason: optionalText(500).default(null),
    }),
    reply: Customer,
    versioned: true,
  }),
}

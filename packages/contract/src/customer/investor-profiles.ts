import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, day, id, instant, listOf, optionalText } from '#shapes.ts'
import { bases, investmentCapacities, levels, riskLevels } from './vocabulary.ts'

/** What was known of an investor from a day on. The latest `asOf` is the present; an earlier one never overwrites it. */
export const InvestorProfile = z
  .strictObject({
    id,
    asOf: z.string(),
    level: z.enum(levels).nullable(),
    riskLevel: z.enum(riskLevels).nullable(),
    riskBasis: z.enum(bases),
    investmentCapacity: z.enum(investmentCapacities).nullable(),
    capacityBasis: z.enum(bases),
    assessedOn: z.string().nullable(),
    validTo: z.string().nullable(),
    preference: z.string().nullable(),
    experience: z.string().nullable(),
    source: z.string(),
    recordedBy: z.string().nullable(),
    recordedAt: instant,
    /** The risk level before, when this record changed it; null otherwise. */
    changedFrom: z.enum([...riskLevels, 'none']).nullable(),
  })
  .meta({ id: 'InvestorProfile' })
export type InvestorProfile = z.infer<typeof InvestorProfile>

export const InvestorProfileDraft = z
  .strictObject({
    asOf: day,
    riskLevel: z.enum(riskLevels),
    assessedOn: day,
    investmentCapacity: z.enum(investmentCapacities).nullable().default(null),
    preference: optionalText(300).optional(),
    experience: optionalText(300).optional(),
  })
  .meta({ id: 'InvestorProfileDraft' })

export const investorProfiles = {
  list: endpoint('GET /customers/:id/investor-profiles', {
    summary: 'Investor profile of a customer with its dated history, latest first',
    permission: 'customer.read',
    params: byId,
    reply: listOf(InvestorProfile),
  }),
  record: endpoint('POST /customers/:id/investor-profiles', {
    summary: 'Record preference, experience and risk tolerance from a day on',
    permission: 'customer.edit',
    params: byId,
    body: InvestorProfileDraft,
    reply: InvestorProfile,
  }),
}

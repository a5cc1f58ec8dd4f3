import { z } from 'zod'
import { bases, riskLevels } from '#customer/vocabulary.ts'
import { endpoint } from '#endpoint.ts'
import { cursor, decimal, id, PersonInRow, pageOf, pageSize, UnitInRow } from '#shapes.ts'

/** Who holds what is riskier than they were assessed to bear (ANA-04), as last worked out. */
export const CustomerAboveTolerance = z
  .strictObject({
    id,
    customerNo: z.string(),
    name: z.string(),
    owner: PersonInRow.nullable(),
    unit: UnitInRow,
    riskLevel: z.enum(riskLevels),
    riskBasis: z.enum(bases),
    /** The highest grade that this class may hold, 1 to 5. */
    highestGrade: z.int(),
    assessmentValidTo: z.string().nullable(),
    /** Held in what is graded above it, in the firm's currency, and its part of all that is held. */
    value: decimal,
    share: decimal,
    asOf: z.string(),
  })
  .meta({ id: 'CustomerAboveTolerance' })
export type CustomerAboveTolerance = z.infer<typeof CustomerAboveTolerance>

export const aboveTolerance = {
  list: endpoint('GET /customers-above-tolerance', {
    summary: 'Customers in sight who hold more risk than they were assessed to bear, the highest amount first',
    permission: 'account.read',
    query: z.strictObject({ after: cursor.optional(), limit: pageSize }),
    reply: pageOf(CustomerAboveTolerance),
  }),
}

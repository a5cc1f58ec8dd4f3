import { z } from 'zod'
import { endpoint } from '#endpoint.ts'
import { byId, id, text } from '#shapes.ts'

/** One value in the clear, for a stated reason; written to the audit trail, at most 50 a person and day. */
export const reveals = {
  reveal: endpoint('POST /customers/:id/reveals', {
    summary: 'Reveal one masked value of a customer',
    permission: 'customer.reveal',
    params: byId,
    body: z.strictObject({
      of: z.enum(['identification', 'contact-point', 'contact-person-phone', 'contact-person-email', 'bank-card']),
      recordId: id,
      reason: text(300),
    }),
    reply: z.strictObject({ value: z.string() }),
  }),
}

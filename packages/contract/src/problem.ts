import { z } from 'zod'

/** Every refusal has this body (RFC 9457). The web turns `code` and `errors` into words in the reader's language. */
export const Problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ field: z.string(), code: z.string() })).optional(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>

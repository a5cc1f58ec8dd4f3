import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { refusedInput } from './errors.ts'
import { Refused } from './refused.ts'

/** What the contract makes of an input; 400 with each field that does not fit. */
export function parsed<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input ?? {})
  if (result.success) return result.data
  throw refusedInput(result.error.issues)
}

/** `If-Match: "3"`. Without one 428: whoever changes a record says from which version. */
export function versionIn(request: FastifyRequest): number {
  const header = request.headers['if-match']
  if (header === undefined) throw new Refused(428, 'version.needed')
  const found = /^(?:W\/)?"(\d{1,9})"$/.exec(header)
  if (!found) throw new Refused(400, 'invalid', { errors: [{ field: 'If-Match', code: 'version.shape' }] })
  return Number(found[1])
}

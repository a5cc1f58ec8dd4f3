import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { refusedInput } from '#http/errors.ts'
import { Refused } from '#http/refused.ts'
import { isSigned } from './signatures.ts'

/** What a program of the firm's sends. 401 for whoever has not signed with its key just now; nothing of the body is looked at before. */
export function signedJson<T extends z.ZodType>(
  schema: T,
  key: string | undefined,
  request: FastifyRequest,
  now: Date,
): z.output<T> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const { 'webhook-timestamp': timestamp, 'webhook-signature': signature } = request.headers
  if (!key || !isSigned(key, { timestamp, signature, body }, now)) throw new Refused(401, 'not-signed')
  const told = schema.safeParse(jsonIn(body))
  if (!told.success) throw refusedInput(told.error.issues)
  return told.data
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new Refused(400, 'malformed')
  }
}

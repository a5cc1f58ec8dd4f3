import type { Problem } from '@rapport/contract/problem'
import type { z } from 'zod'
import { Refused, refusedField } from './refused.ts'

type Answer = { refused: Refused } | { fault: unknown }

/** What PostgreSQL's codes mean to a caller. Out of sight is not found, also where only the wall noticed. */
const bySqlState: [RegExp, Refused][] = [
  [/^(P0002|02000|42501)$/, new Refused(404, 'not-found')],
  [/^23505$/, new Refused(409, 'conflict')],
  [/^(23503|23514|23502|23P01)$/, new Refused(422, 'invalid')],
  [/^22/, new Refused(400, 'invalid')],
  [/^(53100|58030)$/, new Refused(503, 'storage-full', { retryAfter: 10 })],
  // Somebody's trigger said no, and not for a reason of ours: no audit, no write (F-26).
  [/^P0001$/, new Refused(503, 'database-refuses', { retryAfter: 10 })],
  [/^(08|53|57|58|40|55)/, new Refused(503, 'database-busy', { retryAfter: 1 })],
]
const byPrismaCode: Record<string, Refused> = {
  P2025: new Refused(404, 'not-found'),
  P2002: new Refused(409, 'conflict'),
  P2003: new Refused(422, 'invalid'),
  P2024: new Refused(503, 'database-busy', { retryAfter: 1 }),
  P2034: new Refused(503, 'database-busy', { retryAfter: 1 }),
}
const away =
  /ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT|timeout exceeded when trying to connect|Connection terminated|connection error|not queryable/i

/** What the parser of forms says when a form is none; its errors carry no code. */
const brokenForm = /unexpected end of multipart data|boundary not found|needle cannot|unsupported content-type/i

/** The SQLSTATE inside an error, however deep Prisma or pg put it. */
export function sqlStateOf(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > 5) return undefined
  const e = error as Record<string, unknown>
  // Prisma's own codes look alike: P1000 to P6999.
  for (const code of [e.originalCode, e.code])
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^P[1-9]\d{3}$/.test(code)) return code
  const meta = e.meta as Record<string, unknown> | undefined
  return sqlStateOf(meta?.driverAdapterError, depth + 1) ?? sqlStateOf(e.cause, depth + 1)
}

/** Sorts an error into a refusal that may be told, or a fault that must not. */
export function sortError(error: unknown): Answer {
  if (error instanceof Refused) return { refused: error }
  const state = sqlStateOf(error)
  const known = state && bySqlState.find(([pattern]) => pattern.test(state))
  if (known) return { refused: known[1] }
  const e = error as { code?: unknown; statusCode?: unknown; message?: unknown }
  if (typeof e?.code === 'string' && byPrismaCode[e.code]) return { refused: byPrismaCode[e.code]! }
  if (away.test(`${String(e?.code)} ${String(e?.message)}`))
    return { refused: new Refused(503, 'database-away', { retryAfter: 2 }) }
  // Fastify's own refusals: body too large, wrong media type, broken JSON, bad URL.
  if (e?.statusCode === 413) return { refused: new Refused(413, 'body-too-large') }
  if (e?.statusCode === 415) return { refused: new Refused(415, 'media-type') }
  if (brokenForm.test(String(e?.message))) return { refused: new Refused(400, 'malformed') }
  if (typeof e?.statusCode === 'number' && e.statusCode >= 400 && e.statusCode < 500)
    return { refused: new Refused(400, 'malformed') }
  return { fault: error }
}

/** For `.catch`: a value that must be unique and is not becomes a 409 on its field. Only where everybody sees all values. */
export const taken =
  (field: string, code: string) =>
  (error: unknown): never => {
    if (sqlStateOf(error) === '23505' || (error as { code?: unknown }).code === 'P2002')
      throw refusedField(field, code, 409)
    throw error
  }

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Refused',
  428: 'Version needed',
  429: 'Too many tries',
  500: 'Error',
  503: 'Try again',
}

export const problemOf = (refused: Refused, requestId: string): Problem => ({
  type: 'about:blank',
  title: titles[refused.status] ?? 'Refused',
  status: refused.status,
  code: refused.code,
  requestId,
  ...(refused.more.errors && { errors: refused.more.errors }),
  ...((refused.more.details || refused.more.retryAfter) && {
    details: { ...refused.more.details, ...(refused.more.retryAfter && { retryAfter: refused.more.retryAfter }) },
  }),
})

/** Our own codes are kebab-case words with dots; zod's sentences are replaced by a code for the kind of issue. */
function codeOf(issue: z.core.$ZodIssue): string {
  if (/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$/.test(issue.message)) return issue.message
  if (issue.code === 'invalid_type') return issue.input === undefined ? 'required' : 'type'
  return (
    (
      {
        too_big: 'too-big',
        too_small: 'too-small',
        invalid_value: 'choice',
        invalid_format: 'shape',
        unrecognized_keys: 'unknown-field',
      } as Record<string, string>
    )[issue.code] ?? 'invalid'
  )
}

/** The 400 for input that does not fit its schema: one entry a field, without the value. */
export function refusedInput(issues: readonly z.core.$ZodIssue[]): Refused {
  const errors = issues.flatMap((issue) => {
    const place = issue.path.map(String)
    return issue.code === 'unrecognized_keys'
      ? issue.keys
          .slice(0, 20)
          .map((key) => ({ field: [...place, key].join('.').slice(0, 120), code: 'unknown-field' }))
      : [{ field: place.join('.').slice(0, 120), code: codeOf(issue) }]
  })
  return new Refused(400, 'invalid', { errors: errors.slice(0, 50) })
}

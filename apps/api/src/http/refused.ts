/** A business "no": the status, a stable code, and what the reader needs to know. Thrown by verbs, answered by `serve`. */
export class Refused extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 503,
    readonly code: string,
    readonly more: {
      errors?: { field: string; code: string }[]
      details?: Record<string, string | number | null>
      /** Seconds after which to try again. */
      retryAfter?: number
    } = {},
  ) {
    super(code)
  }
}

/** A refusal that belongs to one field of the form. */
export const refusedField = (field: string, code: string, status: 400 | 409 | 422 = 422) =>
  new Refused(status, status === 409 ? 'conflict' : 'invalid', { errors: [{ field, code }] })

/** The record was changed since the version that the caller started from. */
export const stale = () => new Refused(412, 'version.stale')

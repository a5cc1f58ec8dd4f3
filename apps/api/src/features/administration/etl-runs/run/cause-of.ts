import { sqlStateOf } from '#http/errors.ts'

/** What went wrong as a code: words of a database or parser may hold a value of somebody. */
export function causeOf(error: unknown): string {
  const state = sqlStateOf(error)
  if (state) return `database.${state.toLowerCase()}`
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code !== 'string') return 'step.fault'
  if (/^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/.test(code)) return code
  return `fault.${code
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)}`
}

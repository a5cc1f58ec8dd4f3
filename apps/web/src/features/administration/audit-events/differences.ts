import type { AuditEvent } from '@rapport/contract/administration/audit-events'

export interface Difference {
  field: string
  before: unknown
  after: unknown
}

/** Of every row, and told by the event itself. */
const ownAffair = new Set(['version', 'updated_at', 'updated_by', 'created_at', 'created_by', 'id'])
/** An empty list and nothing say the same. */
const said = (value: unknown) => JSON.stringify(Array.isArray(value) && value.length === 0 ? null : (value ?? null))
const same = (one: unknown, other: unknown) => said(one) === said(other)

/** What an event changed, field by field; of something new all that it says, of something removed all that it said. */
export function differencesIn({ before, after }: Pick<AuditEvent, 'before' | 'after'>): Difference[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return fields
    .filter((field) => !ownAffair.has(field) && !same(before?.[field], after?.[field]))
    .map((field) => ({ field, before: before?.[field] ?? null, after: after?.[field] ?? null }))
}

/** `risk_level` as `riskLevel`, the name under which it has its words. */
export const camel = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

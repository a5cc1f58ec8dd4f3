import type { Db } from '@rapport/database/as-viewer'
import type { Outcome, Reason, Written } from '#features/customer/imports/kinds/kind.ts'

/** The counts of an import, written in the transaction of each block: what is counted is what is there. */
export interface Progress {
  rows: number
  bytesRead: number
  created: number
  updated: number
  unchanged: number
  refused: number
  made: Record<string, number>
  reasons: { field: string; code: string; count: number }[]
}

/** Fields and codes are closed lists; this only bounds what is kept. */
const MOST_REASONS = 200

/** The counts after a block that ended so. */
export function progressed(
  before: Progress,
  outcomes: readonly Outcome[],
  made: Written['made'],
  bytesRead: number,
): Progress {
  const after: Progress = {
    ...before,
    rows: before.rows + outcomes.length,
    bytesRead: Math.max(before.bytesRead, bytesRead),
    made: { ...before.made },
  }
  const counts = new Map(before.reasons.map((reason) => [`${reason.field} ${reason.code}`, reason.count]))
  for (const outcome of outcomes) {
    if (typeof outcome === 'string') after[outcome]++
    else {
      after.refused++
      for (const { field, code } of outcome) counts.set(`${field} ${code}`, (counts.get(`${field} ${code}`) ?? 0) + 1)
    }
  }
  for (const [name, count] of Object.entries(made)) if (count) after.made[name] = (after.made[name] ?? 0) + count
  after.reasons = [...counts].slice(0, MOST_REASONS).map(([key, count]) => {
    const [field = '', code = ''] = key.split(' ')
    return { field, code, count }
  })
  return after
}

/**
 * Holds the import for this transaction: false when another worker went on with it meanwhile, so that no block is ever
 * written twice.
 */
export async function holds(db: Db, importId: string, rows: number): Promise<boolean> {
  const found = await db.rows(
    'import-hold',
    `select id from imports where id = $1::uuid and state = 'running' and rows = $2 for no key update`,
    [importId, rows],
  )
  return found.length === 1
}

export async function writeProgress(db: Db, importId: string, after: Progress): Promise<void> {
  await db.rows(
    'import-progress',
    `update imports set rows = $2, bytes_read = $3, created = $4, updated = $5, unchanged = $6, refused = $7,
       made = $8::jsonb, reasons = $9::jsonb where id = $1::uuid`,
    [
      importId,
      after.rows,
      after.bytesRead,
      after.created,
      after.updated,
      after.unchanged,
      after.refused,
      JSON.stringify(after.made),
      JSON.stringify(after.reasons),
    ],
  )
}

export const isRefusal = (outcome: Outcome): outcome is Reason[] => typeof outcome !== 'string'

import { createHash } from 'node:crypto'
import type { Scope } from '@rapport/contract/permissions'
import type { Db } from '@rapport/database/as-viewer'

export interface Statement {
  text: string
  values: unknown[]
}

/** Runs a verb against nothing and gives back the statement that it would have sent first. */
export async function captured(scope: Scope, verb: (db: Db) => Promise<unknown>): Promise<Statement> {
  const statements: Statement[] = []
  const db = {
    viewer: { id: '', scope, units: [], permissions: [], clearance: [] },
    rows: async (_name: string, text: string, values: unknown[]) => {
      statements.push({ text, values })
      throw new Error('captured')
    },
  }
  await verb(db as unknown as Db).catch((error: Error) => {
    if (error.message !== 'captured') throw error
  })
  return statements[0]!
}

/** A name for each text, so that each is prepared once. */
export function nameOf(text: string): string {
  return createHash('md5').update(text).digest('hex')
}

/** The same statement with a condition written into it beside each condition on removal. */
export const withCondition = ({ text, values }: Statement, condition: string): Statement => ({
  text: text.replaceAll('c.deleted_at is null', `c.deleted_at is null and ${condition}`),
  values,
})

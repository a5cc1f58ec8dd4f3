import { modelSettings, type SettingsOf } from '@rapport/contract/analytics/models'
import type { Db } from '@rapport/database/as-viewer'
import type { Product } from '#product.ts'
import { type ChurnParameters, scoreChurn } from './churn.ts'
import { lastDay } from './fit-waiting.ts'
import type { Score } from './fitting.ts'
import { fitRfm } from './rfm.ts'
import { unhurried } from './unhurried.ts'
import { fitValue } from './value.ts'
import { writeScores } from './write-scores.ts'

interface Due {
  id: string
  kind: 'churn' | 'rfm' | 'value'
  settings: unknown
  parameters: unknown
}

/**
 * Says of all customers what a version in use says of them as of the last day on which they are valued, and how far they have
 * moved, where it has not yet. Clusters and lifetime values stand until somebody fits them anew. Whether there was one.
 */
export async function scoreAgain({ connections }: Pick<Product, 'connections'>): Promise<boolean> {
  const read = unhurried({ connections })
  const asOf = await read(lastDay)
  if (asOf === null) return false
  const due = await read((db) => dueAt(db, asOf))
  if (!due) return false
  const { scores, drift } = await said(due, asOf, read)
  await read(async (db) => {
    // Whoever was quicker has written the same.
    const [mine] = await db.rows(
      'models-scored',
      `update warehouse.model_versions set scored_on = $2, customers = $3, drift = $4 where id = $1 and scored_on < $2 returning id`,
      [due.id, asOf, scores.length, drift],
    )
    if (mine) await writeScores(db, { id: due.id, kind: due.kind, asOf }, scores)
  })
  return true
}

const dueAt = async (db: Db, asOf: string) =>
  (
    await db.rows<Due>(
      'models-due',
      `select id, kind, settings, parameters from warehouse.model_versions
       where in_use and kind in ('churn', 'rfm', 'value') and scored_on < $1 order by kind limit 1`,
      [asOf],
    )
  )[0]

async function said(
  { kind, settings, parameters }: Due,
  asOf: string,
  read: <T>(work: (db: Db) => Promise<T>) => Promise<T>,
): Promise<{ scores: Score[]; drift: number | null }> {
  const parsed = modelSettings[kind].parse(settings)
  if (kind === 'churn')
    return scoreChurn(parameters as ChurnParameters, { read, asOf, settings: parsed as SettingsOf<'churn'> })
  // Standings among peers: nothing is carried over from the fit but its settings.
  const work = { asOf, read, seed: '', says: async () => undefined }
  return kind === 'rfm'
    ? fitRfm({ ...work, settings: parsed as SettingsOf<'rfm'> })
    : fitValue({ ...work, settings: parsed as SettingsOf<'value'> })
}

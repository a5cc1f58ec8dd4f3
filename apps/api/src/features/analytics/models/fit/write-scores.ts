import type { ModelKind } from '@rapport/contract/analytics/model-reports'
import type { Db } from '@rapport/database/as-viewer'
import { markMomentsDue } from '#warehouse/moments-due.ts'
import type { Score } from './fitting.ts'

const AT_ONCE = 5_000

/**
 * What a version says of customers as of a day: dated tags, beside those of other days and versions; rules of moments look at the
 * day again. */
export async function writeScores(
  db: Db,
  { id, kind, asOf }: { id: string; kind: ModelKind; asOf: string },
  scores: readonly Score[],
): Promise<void> {
  for (let from = 0; from < scores.length; from += AT_ONCE)
    await db.rows(
      'models-scores',
      `insert into warehouse.customer_scores (customer_id, version_id, as_of, kind, score, class, detail)
       select r."customerId", $2, $3, $4, r.score, r.class,
         jsonb_build_object('reasons', coalesce(r.reasons, '[]'), 'signals', coalesce(r.signals, '[]'), 'assets', r.assets)
       from jsonb_to_recordset($1::jsonb) r ("customerId" uuid, score float8, class text, reasons jsonb, signals jsonb, assets float8)`,
      [JSON.stringify(scores.slice(from, from + AT_ONCE)), id, asOf, kind],
    )
  if (kind === 'churn') await markMomentsDue(db, [asOf])
}

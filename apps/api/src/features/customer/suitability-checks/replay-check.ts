import type { SuitabilityCheck } from '@rapport/contract/customer/suitability-checks'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { check, type Inputs } from '@rapport/suitability/check'
import { differences, statement } from '@rapport/suitability/proof'
import { Refused } from '#http/refused.ts'
import { rulesKept } from './check-facts.ts'
import { type Looking, openCheck } from './check-rows.ts'
import { sha256 } from './sha256.ts'

interface Kept {
  customer: string
  product: string
  assessment: string | null
  rating: string | null
  rulesId: string
  inputs: string
  proof: string
}

/**
 * Does a check again from what is kept, its inputs and the version of its rules, and keeps that this was done: the same bytes, or where
 * they differ. 404 where it is out of sight.
 */
export async function replayCheck(
  db: Db,
  id: string,
  { viewerId, today, now }: Looking & { viewerId: string },
): Promise<SuitabilityCheck['replays'][number]> {
  const [kept] = await db.rows<Kept>(
    'suitability-check-kept',
    `select k.origin_id as customer, k.product_id as product, k.assessment_id as assessment, k.rating_id as rating, k.rules_id as "rulesId",
       k.inputs, k.proof from suitability_checks k join customers c on c.id = k.customer_id where k.id = $1::uuid and c.deleted_at is null`,
    [id],
  )
  if (!kept) throw new Refused(404, 'not-found')
  const { rulesId, inputs: text, proof, ...ids } = kept
  const { rules, sha256: ofRules } = await rulesKept(db, { id: rulesId })
  const inputs = JSON.parse(text) as Inputs
  const again = statement({ ...ids, rules: { id: rulesId, sha256: ofRules } }, inputs, check(rules, inputs))
  const differ = differences(proof, again)
  const replayId = newId()
  await db.rows(
    'suitability-replay',
    `insert into suitability_replays (id, check_id, replayed_at, replayed_by, sha256, same, differences)
     values ($1::uuid, $2::uuid, $3::timestamptz, $4::uuid, $5, $6, $7::jsonb)`,
    [replayId, id, now, viewerId, sha256(again), differ.length === 0, JSON.stringify(differ)],
  )
  const { replays } = await openCheck(db, id, { today, now })
  return replays.find((one) => one.id === replayId)!
}

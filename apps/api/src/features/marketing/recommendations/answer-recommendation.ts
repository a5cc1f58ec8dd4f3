import {
  finalResponses,
  heardStates,
  type RecommendationMade,
  type RecommendationResponse,
} from '@rapport/contract/marketing/recommendations-made'
import type { Db } from '@rapport/database/as-viewer'
import { Refused, stale } from '#http/refused.ts'
import { refuseStale } from '#http/versions.ts'
import { openRecommendation } from './made-rows.ts'

/**
 * Keeps what the customer answered, with who wrote it down and when. 409 where nothing has reached the customer, or they declined or bought
 * already; 412 where it is another version.
 */
export async function answerRecommendation(
  db: Db,
  { id, version }: { id: string; version: number },
  response: RecommendationResponse,
  { viewerId, now }: { viewerId: string; now: Date },
): Promise<RecommendationMade> {
  const found = await openRecommendation(db, id)
  if (found.version !== version) throw stale()
  if (!heardStates.includes(found.state)) throw new Refused(409, 'recommendation.not-heard')
  if (found.response !== null && finalResponses.includes(found.response)) throw new Refused(409, 'recommendation.over')
  const changed = await db.rows(
    'recommendation-answer',
    `update recommendations set response = $3, responded_at = $4::timestamptz, responded_by = $5::uuid
     where id = $1::uuid and version = $2::int returning 1`,
    [id, version, response, now, viewerId],
  )
  await refuseStale({ count: changed.length }, async () => true)
  return openRecommendation(db, id)
}

import {
  type QualityDay,
  type QualityMeasure,
  type QualityThresholds,
  qualityMeasures,
  usualThresholds,
} from '@rapport/contract/administration/quality'
import type { Db } from '@rapport/database/as-viewer'
import { parseDecimal, unitsAt } from '@rapport/finance/decimal'
import { Refused } from '#http/refused.ts'

/** What an item says itself, as it is kept. */
export type Own = Partial<Record<QualityMeasure, string>>

const PLACES = 4
const each = <T>(of: (measure: QualityMeasure) => T) =>
  Object.fromEntries(qualityMeasures.map((measure) => [measure, of(measure)])) as Record<QualityMeasure, T>

/** What each indicator of an item must at least come to. */
export const thresholdsOf = (own: Own): QualityDay['thresholds'] =>
  each((measure) => own[measure] ?? usualThresholds[measure])

/** Which shares, parts of 1, do not come to what they must; of what was not measured nothing is said. */
export function belowOf(
  shares: Readonly<Record<QualityMeasure, string | null>>,
  thresholds: QualityDay['thresholds'],
): QualityMeasure[] {
  const units = (share: string) => unitsAt(parseDecimal(share), PLACES)
  return qualityMeasures.filter((measure) => {
    const share = shares[measure]
    return share !== null && units(share) < units(thresholds[measure])
  })
}

/** What an item says itself; null is as usual. 404 where there is no such item. */
export async function readThresholds(db: Db, itemId: string): Promise<QualityThresholds> {
  const item = await db.collectionItem.findUnique({ where: { id: itemId }, select: { thresholds: true } })
  if (!item) throw new Refused(404, 'not-found')
  const own = item.thresholds as Own
  return each((measure) => own[measure] ?? null)
}

/** Says what the indicators of an item must come to, from now on and for days past. 404 where there is no such item. */
export async function setThresholds(db: Db, itemId: string, wanted: QualityThresholds): Promise<QualityThresholds> {
  const own = Object.fromEntries(Object.entries(wanted).filter(([, share]) => share !== null)) as Record<string, string>
  const { count } = await db.collectionItem.updateMany({ where: { id: itemId }, data: { thresholds: own } })
  if (count === 0) throw new Refused(404, 'not-found')
  return readThresholds(db, itemId)
}

import { type QualityDay, type quality, qualityIndicators } from '@rapport/contract/administration/quality'
import type { QueryOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { accuracyOf } from '#features/administration/quality-samples/accuracy.ts'
import { refusedField } from '#http/refused.ts'
import { compositeOf, type Indicator, type Part, shareOf } from './composite.ts'
import { belowOf, type Own, thresholdsOf } from './thresholds.ts'

const MOST_DAYS = 400
const A_DAY = 86_400_000

interface Row extends Pick<QualityDay, 'item' | 'owner' | 'day' | 'rowsIn' | 'refused'> {
  ownerId: string | null
  own: Own
  parts: Partial<Record<Indicator, Part>>
  found: number
  checked: number
}

/** The indicators of each item and day of a range, earliest first. 422 for a range of more than 400 days. */
export async function qualityDays(db: Db, range: QueryOf<typeof quality.days>): Promise<{ items: QualityDay[] }> {
  return { items: (await measuredDays(db, range)).map(({ ownerId: _, ...day }) => day) }
}

/** The same, each with the id of its item's owner. */
export async function measuredDays(
  db: Db,
  range: QueryOf<typeof quality.days>,
): Promise<(QualityDay & { ownerId: string | null })[]> {
  const { from, to, itemId } = range
  if ((Date.parse(to) - Date.parse(from)) / A_DAY >= MOST_DAYS) throw refusedField('to', 'range.too-long')
  const rows = await db.rows<Row>(
    'quality-days',
    `select json_build_object('id', i.id, 'code', i.code, 'name', i.name) as item, u.name as owner, i.owner_id as "ownerId", d.day,
       i.thresholds as own, d.parts, s.found, s.checked, coalesce(b.rows_in, 0) as "rowsIn", coalesce(b.refused, 0) as refused
     from (select item_id, day, json_object_agg(indicator, json_build_array(numerator, denominator)) as parts from quality_days
           where day between $1::date and $2::date and ($3::uuid is null or item_id = $3::uuid) group by item_id, day) d
     join collection_items i on i.id = d.item_id left join users u on u.id = i.owner_id
     left join lateral (select id, rows_in, refused from warehouse.batches
       where item_id = d.item_id and business_date = d.day and state <> 'withdrawn' order by sequence desc limit 1) b on true
     cross join lateral (select count(r.verdict) as checked, count(*) filter (where r.verdict = 'right') as found
       from quality_sample_rows r where r.sample_id = (select id from quality_samples
         where batch_id = b.id and closed_at is not null order by closed_at desc limit 1)) s
     order by d.day, i.code`,
    [from, to, itemId ?? null],
  )
  return rows.map(measured)
}

function measured({ parts, own, found, checked, ...row }: Row) {
  const all = { ...parts, accuracy: [found, checked] as const }
  const indicators = sharesOf(all)
  const composite = compositeOf(all)
  const thresholds = thresholdsOf(own)
  const below = belowOf({ ...indicators, composite }, thresholds)
  return { ...row, indicators, accuracy: accuracyOf(found, checked), composite, thresholds, below }
}

const sharesOf = (parts: Partial<Record<Indicator, Part>>) =>
  Object.fromEntries(
    qualityIndicators.map((indicator) => [indicator, shareOf(parts[indicator] ?? [0, 0])]),
  ) as QualityDay['indicators']

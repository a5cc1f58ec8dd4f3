import { type QualityDay, type quality, qualityIndicators } from '@rapport/contract/administration/quality'
import type { QueryOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { refusedField } from '#http/refused.ts'
import { compositeOf, type Indicator, type Part, shareOf } from './composite.ts'

const MOST_DAYS = 400
const A_DAY = 86_400_000

/** The indicators of each item and day of a range, earliest first. 422 for a range of more than 400 days. */
export async function qualityDays(
  db: Db,
  { from, to, itemId }: QueryOf<typeof quality.days>,
): Promise<{ items: QualityDay[] }> {
  if ((Date.parse(to) - Date.parse(from)) / A_DAY >= MOST_DAYS) throw refusedField('to', 'range.too-long')
  type Row = Omit<QualityDay, 'indicators' | 'composite'> & { parts: Partial<Record<Indicator, Part>> }
  const rows = await db.rows<Row>(
    'quality-days',
    `select json_build_object('id', i.id, 'code', i.code, 'name', i.name) as item, u.name as owner, d.day, d.parts,
       coalesce(b.rows_in, 0) as "rowsIn", coalesce(b.refused, 0) as refused
     from (select item_id, day, json_object_agg(indicator, json_build_array(numerator, denominator)) as parts from quality_days
           where day between $1::date and $2::date and ($3::uuid is null or item_id = $3::uuid) group by item_id, day) d
     join collection_items i on i.id = d.item_id left join users u on u.id = i.owner_id
     left join lateral (select rows_in, refused from warehouse.batches
       where item_id = d.item_id and business_date = d.day and state <> 'withdrawn' order by sequence desc limit 1) b on true
     order by d.day, i.code`,
    [from, to, itemId ?? null],
  )
  return {
    items: rows.map(({ parts, ...row }) => ({ ...row, indicators: sharesOf(parts), composite: compositeOf(parts) })),
  }
}

const sharesOf = (parts: Partial<Record<Indicator, Part>>) =>
  Object.fromEntries(
    qualityIndicators.map((indicator) => [indicator, shareOf(parts[indicator] ?? [0, 0])]),
  ) as QualityDay['indicators']

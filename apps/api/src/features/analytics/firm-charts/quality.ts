import { type Draw, rowOf } from './chart-reading.ts'

/** How good the data of the last day are that was measured, all items together; only for whoever reads the data centre. */
export const quality: Draw = async (reading) => {
  const rows = await reading.db.rows<{ indicator: string; share: string | null; day: string }>(
    'firm.quality',
    `select q.indicator, trim_scale(round(sum(q.numerator) / nullif(sum(q.denominator), 0), 10))::text as share, max(q.day) as day
     from quality_days q join (select item_id, max(day) as day from quality_days group by 1) l using (item_id, day)
     group by 1 order by 1`,
    [],
  )
  const day = rows
    .map((row) => row.day)
    .sort()
    .at(-1)
  return {
    ...(day ? { asOf: day } : {}),
    rows: rows.map(({ indicator, share }) => rowOf({ key: indicator, values: [share] })),
  }
}

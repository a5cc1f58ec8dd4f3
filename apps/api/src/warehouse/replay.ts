import { stat } from 'node:fs/promises'
import type { Loader } from '@rapport/database/as-loader'
import type { Seal } from '@rapport/database/seal'
import type { Part, RawRecord } from '#warehouse/collect/formats/record.ts'
import { fetchedPath } from './arrival.ts'
import { arrivalVersions, type Batch, stageOf } from './batches.ts'
import type { Fact } from './facts.ts'
import { openedCells } from './quarantine.ts'
import type { Means } from './step.ts'

/** Whether a batch is in the warehouse and its file gone: what may still come of it waits in its quarantine. */
export async function isReplay({ id, published }: Pick<Batch, 'id' | 'published'>, means: Means): Promise<boolean> {
  if (!published) return false
  return stat(fetchedPath(means, id)).then(
    () => false,
    () => true,
  )
}

/** SQL for whether a row `q` of quality_issues may go in: a person fixed it, or all it lacked was somebody who may be known by now. */
export const mayGoIn = `(q.state = 'fixed' or (q.state = 'held' and jsonb_array_length(q.reasons) > 0 and not exists (
  select from jsonb_array_elements(q.reasons) r where r->>'code' not like '%.unknown')))`

/** The rows of a batch that may go in, as records of the file that they came in: at their lines, as people have made them. */
export async function rowsToReplay(loader: Loader, seal: Seal, batchId: string): Promise<Part[]> {
  type Row = { id: string; line: number; said: string; fixed: string | null }
  const rows = await loader.query<Row>(
    `select q.id, q.line, q.values_sealed as said, case when q.state = 'fixed' then q.fixed_sealed end as fixed
     from quality_issues q where q.batch_id = $1 and ${mayGoIn} order by q.line`,
    [batchId],
  )
  let columns: readonly string[] = []
  const records: RawRecord[] = []
  for (const { id, line, said, fixed } of rows) {
    const row = fixed === null ? openedCells(seal, id, 'values', said) : openedCells(seal, id, 'fixed', fixed)
    columns = row.columns
    records.push({ line, cells: row.cells, fault: null })
  }
  return records.length === 0 ? [] : [{ columns, records, declared: null }]
}

/** Characters of the key of a row that is named by all that it says (`naturalKey`), before its number. */
const UNNUMBERED = 'row:'.length + 36 + 1

/**
 * Rows that are named by what they say and by which of those that say the same they are go on counting where the rows of
 * their arrival that are in the warehouse end.
 */
export async function numberAnew(loader: Loader, { table, subject, day, key }: Fact, batch: Batch): Promise<void> {
  if (key !== 'external_key') return
  const [first, last] = arrivalVersions(batch)
  const prefix = `left(s.external_key, ${UNNUMBERED})`
  const same = (of: string) =>
    `starts_with(${of}.external_key, ${prefix}) and (${of}.batch_id = $1 or ${of}.version between $2 and $3)`
  await loader.query(
    `update ${stageOf(batch.id)} s set external_key = ${prefix} || (substr(s.external_key, ${UNNUMBERED + 1})::int + (
       select count(*) from (
         select f.external_key from warehouse.${table} f
         where f.${subject} = s.${subject} and f.${day.column} = s.${day.column} and ${same('f')}
         union
         select o.external_key from warehouse.superseded o
         where o.fact = '${table}' and o.subject_id = s.${subject} and o.day = s.${day.column} and ${same('o')}) k))
     where s.external_key like 'row:%'`,
    [batch.id, first, last],
  )
}

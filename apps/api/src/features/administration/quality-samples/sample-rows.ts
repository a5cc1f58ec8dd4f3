import type { CollectionMapping } from '@rapport/contract/administration/collection-mapping'
import type { QualitySampleDetails } from '@rapport/contract/administration/quality-samples'
import type { Db, Viewer } from '@rapport/database/as-viewer'
import { PreviewMask } from '#features/administration/collection-items/masked-preview.ts'
import type { Fact } from '#warehouse/facts.ts'

/** A row of a fact: whose or of which security it is, its day, and the last column of its key as text. */
export interface DrawnKey {
  subject: string
  day: string
  key: string
}
type SampleRow = QualitySampleDetails['rows'][number]

/** An instant as text that reads back as itself. */
const asText = (fact: Fact) =>
  fact.key === 'external_key'
    ? 'f.external_key'
    : `to_char(f.${fact.key} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/**
 * Keys of rows in sight that a batch brought into its fact and that are still as it brought them, in the order that a seed
 * gives them: the same seed draws the same. A row is never older than its item lets it be late, so that months before are not looked at.
 */
export function drawKeys(
  db: Db,
  fact: Fact,
  {
    batchId,
    businessDate,
    lateDays,
    seed,
    size,
  }: { batchId: string; businessDate: string; lateDays: number; seed: string; size: number },
): Promise<DrawnKey[]> {
  const day = `f.${fact.day.column}`
  return db.rows<DrawnKey>(
    `quality-sample-draw-${fact.target}`,
    `select f.${fact.subject} as subject, ${day} as day, ${asText(fact)} as key from warehouse.${fact.table} f
     where f.batch_id = $1::uuid and ${day} between $2::date - $3::int and $2::date
     order by md5($4 || ' ' || f.${fact.subject} || ' ' || ${day} || ' ' || ${asText(fact)}), 1, 2, 3 limit $5`,
    [batchId, businessDate, lateDays, seed, size],
  )
}

/** The name of the field that a column of a fact was made from: `traded_at` from `tradedAt`. */
const fieldOf = (column: string) =>
  column === 'suspended' ? 'tradeStatus' : column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** What a column says, as text: numbers without trailing zeros, instants as they are read in Shanghai. */
function saidBy({ name, type }: Fact['columns'][number]) {
  if (type.startsWith('numeric')) return `trim_scale(f.${name}::numeric)::text`
  if (type.startsWith('timestamptz')) return `to_char(f.${name} at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS')`
  return type === 'boolean' ? `case when f.${name} then '${name}' end` : `f.${name}::text`
}

/** The fields of a fact with what they say, names in the place of ids. */
function saidIn(fact: Fact): [field: string, sql: string][] {
  const ids = new Set(['customer_id', 'account_id', 'security_id'])
  return [
    ...(fact.key === 'external_key' ? ([['externalKey', 'f.external_key']] as [string, string][]) : []),
    ...(fact.subject === 'customer_id'
      ? ([['customerNo', '(select c.customer_no from customers c where c.id = f.customer_id)']] as [string, string][])
      : []),
    ...(fact.names.account
      ? ([['accountNumber', '(select a.number from accounts a where a.id = f.account_id)']] as [string, string][])
      : []),
    ...(fact.names.security
      ? ([['securityCode', '(select s.code from securities s where s.id = f.security_id)']] as [string, string][])
      : []),
    [fact.day.field, `f.${fact.day.column}::text`],
    ...fact.columns
      .filter(({ name }) => !ids.has(name))
      .map((column): [string, string] => [fieldOf(column.name), saidBy(column)]),
  ]
}

/** What stands in a select for a row's text, and where it is read from; who sees no customers may not even ask for facts. */
function readingOf(fact: Fact, { scope }: Viewer) {
  if (scope === 'none')
    return { name: 'quality-sample-rows-unread', said: 'null::json', join: 'where $2::uuid is not null and' }
  const key = fact.key === 'external_key' ? 'r.key' : 'r.key::timestamptz'
  const fields = saidIn(fact).map(([, sql]) => sql)
  return {
    name: `quality-sample-rows-${fact.target}`,
    said: `case when f.${fact.subject} is not null then json_build_array(${fields.join(', ')}) end`,
    join: `left join warehouse.${fact.table} f on f.${fact.subject} = r.subject_id and f.${fact.day.column} = r.day
      and f.${fact.key} = ${key} and f.batch_id = $2::uuid where`,
  }
}

/** The rows of a sample, in their order, with what they say as far as the viewer sees it and their clearance lets it be read. */
export async function rowsOf(
  db: Db,
  viewer: Viewer,
  { id, batchId, mapping, fact }: { id: string; batchId: string; mapping: CollectionMapping; fact: Fact },
): Promise<SampleRow[]> {
  const { name, said, join } = readingOf(fact, viewer)
  const rows = await db.rows<Omit<SampleRow, 'cells'> & { said: (string | null)[] | null }>(
    name,
    `select r.id, r.ordinal, r.verdict, r.note, u.name as "markedBy", r.marked_at as "markedAt", ${said} as said
     from quality_sample_rows r left join users u on u.id = r.marked_by
     ${join} r.sample_id = $1::uuid order by r.ordinal`,
    [id, batchId],
  )
  const mask = new PreviewMask(viewer.clearance, fact.target, mapping, [])
  const fields = saidIn(fact)
  return rows.map(({ said, ...row }) => ({
    ...row,
    cells: said === null ? null : said.map((text, at) => shownCell(mask, fields[at]![0], text ?? '')),
  }))
}

function shownCell(mask: PreviewMask, field: string, text: string) {
  const said = mask.value(field, text)
  return { field, said, masked: said !== text }
}

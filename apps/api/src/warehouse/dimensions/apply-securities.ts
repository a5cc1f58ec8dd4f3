import { newId } from '@rapport/database/ids'
import type { Applying } from './apply.ts'
import type { Change } from './merge-dimension.ts'
import { writeRows, writes } from './written.ts'

const fields = [
  'isin',
  'name',
  'shortName',
  'category',
  'subCategory',
  'market',
  'sector',
  'industry',
  'currency',
] as const
const column = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const texts = fields.map(column)
const shape = `id uuid, code text, as_of date, import_id uuid, ${texts.map((name) => `${name} text`).join(', ')}`

/** A code that is an ISIN says it where no row tells another. */
const isIsin = (code: string) => /^[A-Z]{2}[A-Z0-9]{9}\d$/.test(code)

/**
 * Creates and changes securities by what feeds tell of them, and explains those that only a code was known of. What no row
 * says stays as it is; each change is a version of its own in `security_versions`.
 */
export async function applySecurities({ loader }: Applying, changes: readonly Change[]): Promise<Map<string, string>> {
  const rows = changes.map(({ before, after, batchId }) => {
    const code = after.securityCode!
    const told = Object.fromEntries(fields.map((field) => [column(field), writes(before, after, field)]))
    if (before === null && told.isin === null && isIsin(code)) told.isin = code
    return { ...told, id: newId(), code, as_of: writes(before, after, 'asOf'), import_id: batchId }
  })
  await writeRows(
    loader,
    `update securities s set ${texts.map((name) => `${name} = coalesce(r.${name}, s.${name})`).join(', ')},
       as_of = greatest(r.as_of, s.as_of), unknown = false
     from json_to_recordset($1) as r (${shape})
     where s.code = r.code and (s.unknown or ${texts.map((name) => `r.${name} <> s.${name} or (s.${name} is null and r.${name} is not null)`).join(' or ')}
       or r.as_of > coalesce(s.as_of, '-infinity'))`,
    rows,
  )
  await writeRows(
    loader,
    `insert into securities (id, code, as_of, import_id, unknown, ${texts.join(', ')})
     select r.id, r.code, r.as_of, r.import_id, false, ${texts.map((name) => (name === 'currency' ? `coalesce(r.currency, 'CNY')` : `r.${name}`)).join(', ')}
     from json_to_recordset($1) as r (${shape})
     where not exists (select from securities s where s.code = r.code)`,
    rows,
  )
  return new Map()
}

import type { CollectionMapping } from '@rapport/contract/administration/collection-mapping'
import type { QualityIssueDetails } from '@rapport/contract/administration/quality-issues'
import { type PersonalClass, personalClasses } from '@rapport/contract/permissions'
import { PreviewMask } from '#features/administration/collection-items/masked-preview.ts'

/** A row as its file has it, and as a person has made it. */
export interface RowInQuarantine {
  columns: readonly string[]
  said: readonly string[]
  fixed: readonly string[] | null
}
type Cell = QualityIssueDetails['cells'][number]

/** Of a record that does not fit its columns nobody can tell what stands where. */
const fits = ({ columns, said }: RowInQuarantine) => said.length === columns.length
const HIDDEN = '***'

/** The cells of a row: what a clearance does not name is masked, as in the preview of its file. */
export function shownCells(
  row: RowInQuarantine,
  { target, mapping }: { target: CollectionMapping['target']; mapping: CollectionMapping },
  clearance: readonly PersonalClass[],
): Cell[] {
  const { columns, said, fixed } = row
  const mask = new PreviewMask(clearance, target, mapping, columns)
  const whole = personalClasses.every((kind) => clearance.includes(kind))
  const hide = (column: string, text: string, asRead: boolean) =>
    asRead || whole || text === '' || !mask.tellsOfPeople ? mask.cell(column, text) : HIDDEN
  return Array.from({ length: Math.max(columns.length, said.length) }, (_, i) => {
    const column = columns[i] ?? `(${i + 1})`
    const [first, now] = [said[i] ?? '', fixed?.[i] ?? null]
    const shown = { said: hide(column, first, fits(row)), fixed: now === null ? null : hide(column, now, true) }
    return { column, ...shown, masked: shown.said !== first || shown.fixed !== now }
  })
}

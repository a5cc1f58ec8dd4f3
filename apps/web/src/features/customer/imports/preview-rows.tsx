import type { ImportPreview, Mapping } from '@rapport/contract/customer/imports'
import { PreviewTable } from '#features/file-mapping/preview-table.tsx'
import { fieldName } from './field-words.ts'
import { fieldsByColumn } from './mapping.ts'

/** The rows of a preview, each with its place in the file and what it would be refused for. */
export const rowsOf = ({ rows, refusals }: Pick<ImportPreview, 'rows' | 'refusals'>) =>
  rows.map((cells, row) => ({ line: row + 1, cells, reasons: refusals === null ? null : (refusals[row] ?? []) }))

export function PreviewRows({ preview, mapping }: { preview: ImportPreview; mapping: Mapping }) {
  return (
    <PreviewTable
      columns={preview.columns}
      rows={rowsOf(preview)}
      fieldOf={fieldsByColumn(mapping)}
      nameOf={fieldName}
    />
  )
}

import type { Mapping } from '@rapport/contract/customer/imports'
import type { Db } from '@rapport/database/as-viewer'
import type { Seal } from '@rapport/database/seal'
import { isRefused, type Kind, type Reason } from '#features/customer/imports/kinds/kind.ts'
import { isPlaced, placements } from '#features/customer/imports/kinds/placement.ts'
import { rowReaderOf } from '#features/customer/imports/mapping/row-values.ts'
import type { SignedIn } from '#http/session.ts'
import type { Dialect } from '#warehouse/collect/file/dialect.ts'
import type { FileRow } from '#warehouse/collect/file/row-reader.ts'

interface Means {
  mapping: Mapping
  dialect: Dialect
  today: string
  seal: Seal
}

/** The check of one row of a file, without the database. It must be given every row of the file, in order. */
export function rowChecker<Checked>(kind: Kind<Checked>, { mapping, dialect, today, seal }: Means) {
  const { columns } = dialect
  const read = rowReaderOf(mapping, columns, kind.key)
  const check = kind.checker({ today, mapping, seal })
  return ({ cells, fault }: FileRow): Checked | Reason[] => {
    if (fault) return [{ field: '', code: fault }]
    // Too few, or more than empty ones at the end: what stands where is anybody's guess.
    if (cells.length < columns.length || cells.slice(columns.length).some((text) => text !== ''))
      return [{ field: '', code: 'row.columns' }]
    return check(read(cells))
  }
}

/** Why each of these rows would be refused, as far as can be told without writing; null is fine. */
export async function checkRows<Checked>(
  db: Db,
  kind: Kind<Checked>,
  rows: readonly FileRow[],
  means: Omit<Means, 'today'> & { viewer: SignedIn },
): Promise<(Reason[] | null)[]> {
  const { viewer } = means
  const checked = rows.map(rowChecker(kind, { ...means, today: viewer.described.today }))
  const fine = checked.filter((row): row is Checked => !isRefused(row))
  const placed = kind.placed && (await placements(db, viewer, fine.map(kind.placed)))
  return checked.map((row) => {
    if (isRefused(row)) return row
    const place = kind.placed && placed ? placed(kind.placed(row)) : null
    return place && !isPlaced(place) ? place : null
  })
}

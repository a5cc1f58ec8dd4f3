import type { ImportKind, importModes, Mapping } from '@rapport/contract/customer/imports'
import type { Permission } from '@rapport/contract/permissions'
import type { Db } from '@rapport/database/as-viewer'
import type { Seal } from '@rapport/database/seal'
import type { Field } from '#features/customer/imports/mapping/field.ts'
import type { RowValues } from '#features/customer/imports/mapping/row-values.ts'
import type { SignedIn } from '#http/session.ts'

export type ImportMode = (typeof importModes)[number]

/** Why a row is refused: a field of ours ('' for the row as a whole) and a stable code. */
export interface Reason {
  field: string
  code: string
}
/** How a row ended. */
export type Outcome = 'created' | 'updated' | 'unchanged' | Reason[]

/** What the check of a row knows besides the row. */
export interface CheckMeans {
  /** Today's business day. */
  today: string
  mapping: Mapping
  seal: Seal
}
/** What the writing of a block knows besides its rows. */
export interface WriteMeans {
  importId: string
  mode: ImportMode
  mapping: Mapping
  viewer: SignedIn
  today: string
  seal: Seal
}
/** How each row of a block ended, in order, and what had to be made so that they could refer to it. */
export interface Written {
  outcomes: Outcome[]
  made: Partial<Record<'customers' | 'accounts' | 'securities', number>>
}

/** One kind of import: its fields, how a row is checked by itself, and how checked rows are written together. */
export interface Kind<Checked> {
  readonly name: ImportKind
  readonly fields: readonly Field[]
  /** The field that names what a row is about: rows are spread by it. */
  readonly key: string
  /** What the person needs besides `import.run`. */
  readonly permission?: Permission
  /** A checker for one file: it sees every row of it in order, also those that an earlier run has written. */
  checker(means: CheckMeans): (row: RowValues) => Checked | Reason[]
  /** What a row touches and no row of another one does: blocks that have none in common are written side by side. */
  apart?(row: Checked): string
  /** Whose a customer becomes that a row makes, for kinds that make customers. */
  placed?(row: Checked): { owner: string | null; unit: string | null }
  /** The checker counts: it must see again what an earlier run has written. */
  readonly counts?: boolean
  /** Writes rows that passed their check, in one transaction, as the person who imports. */
  write(db: Db, rows: readonly Checked[], means: WriteMeans): Promise<Written>
}

export const isRefused = <T>(checked: T | Reason[]): checked is Reason[] => Array.isArray(checked)

import type { Mapping } from '@rapport/contract/customer/imports'
import { asViewer } from '@rapport/database/as-viewer'
import {
  type ImportMode,
  isRefused,
  type Kind,
  type Outcome,
  type Written,
} from '#features/customer/imports/kinds/kind.ts'
import { keepRefused, reasonText } from '#features/customer/imports/refusals.ts'
import { sqlStateOf } from '#http/errors.ts'
import { type SignedIn, viewerById } from '#http/session.ts'
import type { Product } from '#product.ts'
import type { Dialect } from '#warehouse/collect/file/dialect.ts'
import type { CheckedBlock, CheckedRow } from './blocks.ts'
import { holds, isRefusal, type Progress, progressed, writeProgress } from './progress.ts'

/** What imports need of the product; the worker has no sessions. */
export type Works = Pick<Product, 'connections' | 'seal' | 'now' | 'dataDir'>

/** Ends an import for good, with a code that is told to the person. */
export class ImportFails extends Error {
  constructor(readonly code: string) {
    super(code)
  }
}
/** Another worker went on with this import: this one leaves it alone. */
export class Overtaken extends Error {}

/** An import under way. */
export interface Running {
  id: string
  startedBy: string
  mode: ImportMode
  mapping: Mapping
  dialect: Dialect
  kind: Kind<unknown>
  /** Called in the transaction of a block, before it commits: tests stop here. */
  beforeCommit?: (rows: number) => void | Promise<void>
}

/** The person as they are at this moment; whoever may no longer import does not go on importing. */
async function rightsOf(product: Works, { startedBy, kind }: Running): Promise<SignedIn> {
  const viewer = await viewerById(product, startedBy)
  if (!viewer) throw new ImportFails('import.person-gone')
  const needed = ['import.run', ...(kind.permission ? [kind.permission] : [])] as const
  if (needed.some((permission) => !viewer.permissions.includes(permission)) || viewer.scope === 'none')
    throw new ImportFails('import.not-allowed')
  return viewer
}

/**
 * Writes a block as the person who imports, with the counts in the same transaction; the counts after it. The block before
 * may still be under way: this one ends after it. Where the database itself refuses a row that passed every check, the
 * block is halved until that row stands alone and is refused.
 */
export async function writeBlock(
  product: Works,
  running: Running,
  block: CheckedBlock<unknown>,
  before: Promise<Progress>,
): Promise<Progress> {
  try {
    return await write(product, running, block, before, null)
  } catch (error) {
    // When it was the block before that failed, that is told.
    const reached = await before
    if (!/^(22|23|42501|54)/.test(sqlStateOf(error) ?? '')) throw error
    const { rows, bytesRead } = block
    if (rows.length === 1) return write(product, running, block, before, [{ field: '', code: 'row.refused' }])
    const half = Math.ceil(rows.length / 2)
    const first = writeBlock(product, running, { rows: rows.slice(0, half), bytesRead }, Promise.resolve(reached))
    return writeBlock(product, running, { rows: rows.slice(half), bytesRead }, Promise.resolve(await first))
  }
}

async function write(
  product: Works,
  running: Running,
  block: CheckedBlock<unknown>,
  before: Promise<Progress>,
  instead: Outcome | null,
): Promise<Progress> {
  const { id, mode, mapping, kind } = running
  const viewer = await rightsOf(product, running)
  return asViewer(product.connections, viewer, { readOnly: false, requestId: id }, async (db) => {
    // A crash of the database may cost the last blocks together with their counts: they are then written again.
    await db.rows('import-lazily', `select set_config('synchronous_commit', 'off', true)`, [])
    const fine = block.rows.filter(({ checked }) => !isRefused(checked))
    const written: Written =
      instead || fine.length === 0
        ? { outcomes: fine.map(() => instead!), made: {} }
        : await kind.write(
            db,
            fine.map(({ checked }) => checked),
            { importId: id, mode, mapping, viewer, today: viewer.described.today, seal: product.seal },
          )
    const ended = written.outcomes.values()
    const outcomes = block.rows.map(({ checked }) =>
      isRefused(checked) ? (checked as Outcome) : (ended.next().value as Outcome),
    )
    const progress = await before
    // The block before may have taken a while: whoever lost the right meanwhile does not go on either.
    await rightsOf(product, running)
    if (!(await holds(db, id, progress.rows))) throw new Overtaken()
    const after = progressed(progress, outcomes, written.made, block.bytesRead)
    await keepRefusals(running, block.rows, outcomes, (refused) =>
      keepRefused(db, product.seal, id, after.rows, refused),
    )
    await writeProgress(db, id, after)
    await running.beforeCommit?.(after.rows)
    return after
  })
}

async function keepRefusals(
  { mapping, dialect: { columns, delimiter } }: Running,
  rows: readonly CheckedRow<unknown>[],
  outcomes: readonly Outcome[],
  keep: (refused: Parameters<typeof keepRefused>[4]) => Promise<void>,
) {
  const refused = rows.flatMap(({ cells }, i) => {
    const outcome = outcomes[i]!
    return isRefusal(outcome)
      ? [{ cells, reason: reasonText(outcome, (field) => mapping[field]?.column ?? field) }]
      : []
  })
  if (refused.length > 0) await keep({ columns, delimiter, rows: refused })
}

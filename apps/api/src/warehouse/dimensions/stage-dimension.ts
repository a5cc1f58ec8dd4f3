import type { CollectionTarget } from '@rapport/contract/administration/collection-mapping'
import type { Loader } from '@rapport/database/as-loader'
import type { Seal } from '@rapport/database/seal'
import { type Batch, versionOf } from '#warehouse/batches.ts'
import type { CopyBlock } from '#warehouse/collect/copy-block.ts'
import type { RowMapper } from '#warehouse/collect/mapping/compile-mapping.ts'
import { naturalKey } from '#warehouse/collect/natural-key.ts'
import type { Reason, Values } from '#warehouse/collect/values.ts'
import type { References } from '#warehouse/references.ts'
import { rowHash } from '#warehouse/row-hash.ts'
import type { Staged, Stager } from '#warehouse/stage-rows.ts'
import { StepFails, type StepItem } from '#warehouse/step.ts'
import { checkCustomer } from './check-customer.ts'
import { isPlace, Places } from './places.ts'
import { closedSaid, keyHash, saidIn } from './said.ts'
import { type Dimension, isDimension } from './targets.ts'

/** The columns of a stage of a dimension. Who is named lies there in the clear until the batch is merged, as in those of facts. */
export const dimensionColumns = [
  { name: 'key_hash', type: 'text' },
  { name: 'about_hash', type: 'text' },
  { name: 'as_of', type: 'date' },
  { name: 'version', type: 'bigint' },
  { name: 'row_hash', type: 'bigint' },
  { name: 'values_sealed', type: 'text' },
  // Of somebody or something that nobody knows yet: number, customer's number, id and unit that it will have.
  { name: 'name', type: 'text' },
  { name: 'customer_no', type: 'text' },
  { name: 'subject_id', type: 'uuid' },
  { name: 'unit_id', type: 'uuid' },
] as const

interface Given {
  item: Pick<StepItem, 'id' | 'target' | 'keyFields' | 'mapping' | 'unknown'>
  batch: Batch
  references: References
  seal: Pick<Seal, 'close' | 'hash'>
}
interface Means extends Given {
  dimension: Dimension
  places: Places
}

interface Named {
  name: string
  customerNo: string | null
  id: string
  unitId: string
}

/** Rows of a table are told apart within their item, those of a dimension wherever they come from. */
export const scopeOf = (dimension: Dimension, itemId: string) => (dimension === 'table' ? itemId : dimension)
const aboutAccount = (dimension: CollectionTarget) => dimension === 'accounts' || dimension === 'account-holders'
/** What rows of accounts and of their holders are about. */
export const accountHash = (seal: Pick<Seal, 'hash'>, number: string) => keyHash(seal, 'account-number', number)

function keysOf({ dimension, item }: Means): readonly string[] {
  if (dimension === 'accounts') return ['accountNumber', 'customerNo']
  if (dimension !== 'table') return []
  return item.keyFields.length > 0 ? item.keyFields : (item.mapping.key ?? [])
}

/** Whether rows of a dimension name customers. */
export const namesCustomers = (target: CollectionTarget) => target === 'customers' || aboutAccount(target)

/** What stages the rows of an item that tells of things, once the columns of its file are known. */
export async function dimensionOf(loader: Pick<Loader, 'query'>, given: Given): Promise<(mapper: RowMapper) => Stager> {
  const dimension = given.item.target
  if (!isDimension(dimension)) throw new StepFails('target.not-staged', { target: dimension })
  return dimensionStager({ ...given, dimension, places: await Places.load(loader, given.item.unknown.unitId) })
}

/** Makes of the values of a row a line of its stage, sealed. */
const dimensionStager =
  (means: Means) =>
  (mapper: RowMapper): Stager => {
    const { dimension, item, batch, seal } = means
    const { fields } = mapper.target
    const keyOf = naturalKey(fields, keysOf(means))
    const names = fields.map(({ name }) => name)
    const version = versionOf(batch)
    const scope = scopeOf(dimension, item.id)
    return (line: number, values: Values, stage: CopyBlock): Staged => {
      const key = keyOf(values)
      const found = checked(means, saidIn(names, values))
      if (Array.isArray(found)) return { reason: found[0]! }
      const { said, named } = found
      const { asOf = batch.businessDate } = dimension === 'table' ? {} : said
      if (asOf > batch.businessDate) return { reason: { field: 'asOf', code: 'day.future' } }
      const text = JSON.stringify(said)
      const about = aboutAccount(dimension) ? accountHash(seal, said.accountNumber!) : null
      const cells = [
        keyHash(seal, scope, key),
        about,
        asOf,
        version(line, null),
        String(rowHash(text)),
        closedSaid(seal, batch.id, line, text),
        named?.name ?? null,
        named?.customerNo ?? null,
        named?.id ?? null,
        named?.unitId ?? null,
        String(line),
        'new',
      ]
      for (const cell of cells) stage.cell(cell)
      stage.endLine()
      return { day: batch.businessDate, key, cancels: false }
    }
  }

interface Checked {
  said: Record<string, string>
  /** Somebody or something that will be made of the row. */
  named: Named | null
}

function checked(means: Means, said: Record<string, string>): Checked | Reason[] {
  const { dimension, references, batch, places } = means
  switch (dimension) {
    case 'customers': {
      const stored = checkCustomer(said, batch.businessDate)
      if (Array.isArray(stored)) return stored
      const place = places.of(stored)
      if (!isPlace(place)) return [place]
      const expected = references.expectedCustomer(stored.customerNo!, place.unitId)
      if ('code' in expected) return [expected]
      const { id, isNew } = expected
      const named = { name: stored.customerNo!, customerNo: null, id, unitId: place.unitId }
      return { said: stored, named: isNew ? named : null }
    }
    case 'accounts': {
      const { accountNumber: name, customerNo } = said
      // Whose it is may be told by the holders of accounts: until then it waits.
      if (customerNo === undefined) return { said, named: null }
      const expected = references.expectedAccount(name!, customerNo)
      if ('code' in expected) return [expected]
      const { id, unitId, isNew } = expected
      return { said, named: isNew ? { name: name!, customerNo, id, unitId } : null }
    }
    case 'account-holders': {
      const found = references.customer(said.customerNo!)
      return typeof found === 'string' ? { said, named: null } : [found]
    }
    default:
      return { said, named: null }
  }
}

import type { Loader } from '@rapport/database/as-loader'
import { CopyBlock } from '#warehouse/collect/copy-block.ts'
import { compileMapping } from '#warehouse/collect/mapping/compile-mapping.ts'
import type { Reason } from '#warehouse/collect/values.ts'
import { batchOf } from './batches.ts'
import { dimensionOf, namesCustomers } from './dimensions/stage-dimension.ts'
import { factOf } from './facts.ts'
import { type HeldRow, noDecisions } from './quarantine.ts'
import { References } from './references.ts'
import { RowStager } from './row-stager.ts'
import { rulesOf } from './rules.ts'
import type { StepItem } from './step.ts'

interface Tried {
  item: Pick<StepItem, 'id' | 'target' | 'layout' | 'mapping' | 'keyFields' | 'sideFile' | 'lateDays' | 'unknown'>
  batchId: string
  columns: readonly string[]
  cells: readonly string[]
  line: number
}

/** Of a row that is only tried nothing is kept. */
const nothingKept = { close: () => '', hash: () => '' }

/**
 * What would become of one row of a batch if it were staged now: why it would be held back, and the unit of its customer.
 * Nothing is written, and only what the row names is asked for, as whoever asks sees it. Throws `MappingRefused`.
 */
export async function tryRow(
  asks: Pick<Loader, 'query'>,
  { item, batchId, columns, cells, line }: Tried,
): Promise<{ reasons: readonly Reason[]; unitId: string | null }> {
  const fact = factOf(item.target)
  const decimalComma = 'decimalComma' in item.layout && item.layout.decimalComma
  const mapper = compileMapping(item.mapping, columns, { decimalComma })
  const said = (field: string) => mapper.said(field, cells)
  const names = {
    customers: fact ? fact.subject === 'customer_id' : namesCustomers(item.target),
    securities: fact?.names.security ?? false,
  }
  const only = {
    customerNo: said('customerNo'),
    accountNumber: said('accountNumber'),
    securityCode: said('securityCode'),
  }
  const references = await References.load(asks, item.unknown, names, only)
  const values = mapper.target.fields.flatMap(({ name }) => said(name) ?? [])
  const held: HeldRow[] = []
  const batch = await batchOf(asks, batchId)
  const stager = new RowStager({
    item,
    fact: fact ?? { stager: await dimensionOf(asks, { item, batch, references, seal: nothingKept }) },
    batch,
    references,
    rules: await rulesOf(asks, item.id, values),
    decisions: noDecisions,
    quarantine: { add: (row) => void held.push(row) },
    judging: 'rows',
  })
  stager.begin(columns)
  stager.take({ line, cells: [...cells], fault: null }, new CopyBlock())
  return {
    reasons: held.flatMap(({ reasons }) => reasons),
    unitId: references.unitOf(only.customerNo, only.accountNumber),
  }
}

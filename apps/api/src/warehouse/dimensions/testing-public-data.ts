import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { CsvLayout } from '@rapport/contract/administration/collection-layout'
import { CollectionMapping, type CollectionTarget } from '@rapport/contract/administration/collection-mapping'
import { repositoryRoot } from '@rapport/database/repository-root'
import { parse } from 'csv-parse/sync'
import { onTestFinished } from 'vitest'
import { plainCsv, startWarehouse } from '#warehouse/testing.ts'

const folder = process.env.RAPPORT_SHARED_DATA ?? join(repositoryRoot(), '../shared/data')
export const isThere = existsSync(join(folder, 'berka')) && existsSync(join(folder, 'complaints'))
if (!isThere) console.warn(`The real public files are not at ${folder}: their collection is not tried here.`)

export const read = (name: string) => {
  const bytes = readFileSync(join(folder, name))
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}
/** The records of a file as another reader than ours has them. */
export const records = (text: string, delimiter = ','): Record<string, string>[] =>
  parse(text, { columns: true, delimiter })

/** A firm of its own, and items of it as a person describes them; closed after the test. */
export async function start() {
  const warehouse = await startWarehouse()
  onTestFinished(() => warehouse.close())
  const described = (
    target: CollectionTarget,
    code: string,
    fields: object,
    more: { delimiter?: CsvLayout['delimiter']; key?: string[] } = {},
  ) => {
    const { delimiter = ',', key } = more
    const layout: CsvLayout = { ...plainCsv, delimiter }
    return warehouse.item(target, [], {
      code,
      layout,
      mapping: CollectionMapping.parse({ target, fields, ...(key && { key }) }),
      unknown: { customers: 'hold', unitId: warehouse.unit.id, accounts: 'hold', securities: 'make' },
    })
  }
  return { warehouse, described }
}
/** A field that is a column. */
export const col = (column: string) => ({ column })
export const seconds = async (work: () => Promise<unknown>) => {
  const before = performance.now()
  await work()
  return (performance.now() - before) / 1000
}

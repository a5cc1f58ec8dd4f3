import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { collectionItems } from '@rapport/contract/administration/collection-items'
import { CollectionMapping } from '@rapport/contract/administration/collection-mapping'
import { etlRuns } from '@rapport/contract/administration/etl-runs'
import type { AskOf } from '@rapport/contract/endpoint'
import { repositoryRoot } from '@rapport/database/repository-root'
import { executors as real } from './run/executors.ts'
import { machineOf, makeItem, makeSource, start, startDataCentre, work } from './testing.ts'

const folder = process.env.RAPPORT_SHARED_DATA ?? join(repositoryRoot(), '../shared/data')
/** Whether the real public files are there; without them what needs them is skipped, and said. */
export const realFilesAreThere = existsSync(join(folder, 'directa')) && existsSync(join(folder, 'prices-cn'))
if (!realFilesAreThere)
  console.warn(`The real public files are not at ${folder}: loading them by the console is not tried here.`)
/** All rows and the times they took, rather than as many as a quick test has time for. */
export const allRealData = process.env.RAPPORT_ALL_DATA === '1'

export const realFile = (name: string) => readFileSync(join(folder, name))
/** The lines of a compressed real file, the names of its columns first. */
export const realLines = (name: string) => gunzipSync(realFile(name)).toString().trimEnd().split('\n')
export const TRADES = 'directa/trades_10_investors.csv.gz'
export const QUOTES = 'directa/marketprices_10_investors.csv.gz'
export const CN_PRICES = 'prices-cn/cn_csi300_daily_2020_2025.csv.gz'

export type ItemDraft = Partial<NonNullable<AskOf<typeof collectionItems.create>['body']>>
const col = (column: string) => ({ column })
const currency = { constant: 'EUR' }

/** Fills of a broker in Turin: the number of an investor is that of the customer and of the account. */
export const brokerTrades = CollectionMapping.parse({
  target: 'trades',
  zone: 'Europe/Rome',
  fields: {
    customerNo: col('investor'),
    accountNumber: col('investor'),
    side: col('type'),
    securityCode: col('asset'),
    quantity: col('quantity'),
    price: col('price'),
    tradedAt: col('datetime'),
    currency,
  },
})
export const brokerQuotes = CollectionMapping.parse({
  target: 'prices',
  zone: 'Europe/Rome',
  fields: { securityCode: col('asset'), price: col('price'), pricedAt: col('datetime'), currency },
})
export const exchangePrices = CollectionMapping.parse({
  target: 'prices',
  fields: {
    securityCode: col('code'),
    day: col('date'),
    price: col('close'),
    previousClose: col('preclose'),
    volume: col('volume'),
    turnoverAmount: col('amount'),
    tradeStatus: col('tradestatus'),
  },
})

/** A firm whose administrator has described a folder and the items in it, and what the console does with them. */
export async function consoleOf(folderName: string) {
  const { api, admin, head } = await startDataCentre()
  const source = await makeSource(admin, { kind: 'folder', folder: folderName })
  const drop = join(api.product.collecting.dropDir, folderName)
  mkdirSync(drop, { recursive: true })
  return {
    api,
    admin,
    head,
    item: (more: ItemDraft) => makeItem(admin, source.id, more),
    drop: (name: string, content: string | Buffer) => writeFileSync(join(drop, name), content),
    async load(taskId: string, day: string) {
      const [run] = await start(admin, taskId, day)
      const began = performance.now()
      await work(machineOf(api, real))
      const { stepRuns, ...end } = await admin.call(etlRuns.open, { params: { id: run!.id } })
      const ms = (step: (typeof stepRuns)[number]) =>
        Date.parse(step.finishedAt ?? '') - Date.parse(step.startedAt ?? '')
      if (allRealData)
        console.info(
          `${folderName} ${day} ${end.state}: ${Math.round(performance.now() - began)} ms`,
          Object.fromEntries(stepRuns.map((step) => [step.step, ms(step)])),
        )
      return { ...end, stepRuns }
    },
    ask: <Row extends object>(sql: string, values: unknown[] = []) => api.make((db) => db.rows<Row>('', sql, values)),
  }
}
export type Console = Awaited<ReturnType<typeof consoleOf>>

/** A print of all that is in the warehouse of a firm, but for which arrival said it last. */
export async function stateOf({ ask }: Console) {
  const tables = [
    'trades',
    'prices',
    'closes',
    'positions',
    'position_days',
    'customer_days',
    'customer_months',
    'unit_days',
    'unit_months',
    'ex_days',
    'corporate_actions',
    'valuation_days',
  ]
  const state: Record<string, unknown> = {}
  for (const table of tables)
    [state[table]] = await ask(
      `select count(*) as rows, sum(hashtextextended((to_jsonb(t) - '{batch_id,version}'::text[])::text, 0)::numeric)::text as print from warehouse.${table} t`,
    )
  return state
}

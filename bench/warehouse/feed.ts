import { asLoader } from '@rapport/database/as-loader'
import { newId } from '@rapport/database/ids'
import { fetchedPath } from '../../apps/api/src/warehouse/arrival.ts'
import { writeSealed } from '../../apps/api/src/warehouse/collect/file/sealed-file.ts'
import type { StepItem } from '../../apps/api/src/warehouse/step.ts'
import type { Firm } from './world.ts'

const columns = [
  'trade_no',
  'customer',
  'account',
  'code',
  'side',
  'qty',
  'price',
  'amount',
  'commission',
  'stamp',
  'transfer',
  'time',
]

/** The counter's file of fills, as twelve columns. */
export const tradesItem = (): StepItem => {
  const field = (column: string, more: object = {}) => ({
    column,
    trim: true,
    upper: false,
    pivot: 70,
    scale: 0,
    ...more,
  })
  return {
    id: newId(),
    code: 'bench-trades',
    target: 'trades',
    place: '*.csv',
    layout: {
      format: 'csv',
      delimiter: ',',
      quote: true,
      header: true,
      encoding: 'auto',
      skipLines: 0,
      decimalComma: false,
      lastLineEnds: true,
      trailer: {
        prefix: 'TRAILER',
        delimiter: ',',
        totals: [
          { at: 2, is: 'rows', scale: 0 },
          { at: 3, is: 'sum', of: { field: 'amount' }, scale: 0 },
        ],
      },
    },
    mapping: {
      target: 'trades',
      zone: 'Asia/Shanghai',
      fields: {
        tradeNo: field('trade_no'),
        customerNo: field('customer'),
        accountNumber: field('account'),
        securityCode: field('code'),
        side: field('side', { values: { B: 'buy', S: 'sell' } }),
        quantity: field('qty'),
        price: field('price'),
        amount: field('amount'),
        commission: field('commission'),
        stampDuty: field('stamp'),
        transferFee: field('transfer'),
        tradedAt: field('time'),
      },
    },
    keyFields: [],
    sideFile: null,
    lateDays: 3660,
    unknown: { customers: 'hold', unitId: null, accounts: 'hold', securities: 'make' },
    source: { id: newId(), code: 'bench' },
  }
}

/** Fills spread over these days in their order; each customer keeps to a few securities. */
async function* fills(firm: Firm, rows: number, days: readonly string[], name: string): AsyncGenerator<Buffer> {
  let state = 12345
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  let text = `${columns.join(',')}\n`
  let cents = 0
  for (let i = 0; i < rows; i++) {
    const day = days[Math.floor((i / rows) * days.length)]!
    const c = 1 + Math.floor((next(firm.customers) * next(1000)) / 1000)
    const s = 1 + ((c * 31 + next(8) * 17) % firm.securities)
    const price = 200 + next(3000)
    const lots = 1 + next(20)
    const amount = price * lots * 100
    cents += amount
    const commission = Math.max(500, Math.round(amount * 0.00025))
    const sells = next(100) < 46
    const second = String(next(60)).padStart(2, '0')
    const minute = String(next(60)).padStart(2, '0')
    text += `${name}${i},C${c},A${c},S${s},${sells ? 'S' : 'B'},${lots * 100},${money(price)},${money(amount)},${money(commission)},${sells ? money(Math.round(amount * 0.0005)) : '0.00'},${money(Math.round(amount * 0.00001))},${day} 10:${minute}:${second}\n`
    if (text.length > 262_144) {
      yield Buffer.from(text)
      text = ''
    }
  }
  yield Buffer.from(`${text}TRAILER,${rows},${money(cents)}\n`)
}
const money = (cents: number) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`

/** Such a file, arrived: its batch. */
export async function arrive(
  firm: Firm,
  item: StepItem,
  {
    rows,
    days,
    businessDate,
    sequence = 1,
  }: { rows: number; days: readonly string[]; businessDate: string; sequence?: number },
): Promise<{ batchId: string; bytes: number }> {
  const batchId = newId()
  const { works } = firm
  const name = `${businessDate.replaceAll('-', '')}-`
  const bytes = await writeSealed(fetchedPath(works, batchId), works.seal, batchId, fills(firm, rows, days, name))
  await asLoader(works.connections, (loader) =>
    loader.query(
      `insert into warehouse.batches (id, item_id, source, item, target, business_date, sequence) values ($1, $2, 'bench', $3, 'trades', $4, $5)`,
      [batchId, item.id, item.code, businessDate, sequence],
    ),
  )
  return { batchId, bytes }
}

import { createHash } from 'node:crypto'
import { tradeSides } from '@rapport/contract/customer/vocabulary'
import { code } from '@rapport/contract/shapes'
import { type Decimal, divide, multiply, unitsAt } from '@rapport/finance/decimal'
import { customerNo, placement } from '#features/customer/imports/kinds/customers/fields.ts'
import type { CheckMeans, Reason } from '#features/customer/imports/kinds/kind.ts'
import { HOME_ZONE, type Moment, momentOf } from '#features/customer/imports/kinds/local-time.ts'
import { currencyIn, RowCheck, textOf } from '#features/customer/imports/kinds/row-check.ts'
import { currency, securityCode } from '#features/customer/imports/kinds/securities/check.ts'
import type { Field } from '#features/customer/imports/mapping/field.ts'
import type { RowValues } from '#features/customer/imports/mapping/row-values.ts'
import { Occurrences } from '#warehouse/collect/occurrences.ts'

const side: Field = {
  name: 'side',
  required: true,
  values: tradeSides,
  columns: ['type', 'transactionType', 'direction', 'buySell', '买卖方向', '方向', '业务类型'],
  synonyms: {
    b: 'buy',
    s: 'sell',
    买: 'buy',
    卖: 'sell',
    买入: 'buy',
    卖出: 'sell',
    证券买入: 'buy',
    证券卖出: 'sell',
    bought: 'buy',
    sold: 'sell',
  },
}
export const zone: Field = { name: 'zone', columns: [] }

export const tradeFields: readonly Field[] = [
  customerNo,
  { name: 'accountNumber', columns: ['account', 'accountNo', '账号', '资金账号', '证券账号', '股东代码'] },
  securityCode,
  side,
  { name: 'quantity', required: true, columns: ['qty', 'units', 'shares', 'volume', '数量', '成交数量', '份额'] },
  { name: 'price', columns: ['tradePrice', '价格', '成交价格', '成交价'] },
  { name: 'amount', columns: ['totalValue', 'value', 'turnover', '金额', '成交金额'] },
  { name: 'fees', columns: ['fee', 'commission', '费用', '手续费', '佣金'] },
  { name: 'tradedAt', columns: ['datetime', 'timestamp', 'tradeTime', 'time', '成交时间', '时间'] },
  { name: 'tradedOn', columns: ['date', 'tradeDate', '成交日期', '交易日期', '日期'] },
  currency,
  { name: 'tradeNo', columns: ['transactionID', 'tradeID', 'fillID', '成交编号', '流水号'] },
  zone,
  ...placement,
]

/** A fill as a row says it; decimals at the places they are stored with. */
export interface TradeSaid {
  customerNo: string
  accountNumber: string | null
  securityCode: string
  side: string
  quantity: string
  price: string
  amount: string
  fees: string
  currency: string
  moment: Moment
  /** The number the feed gave it, or else what the row says and which of the rows that say the same it is. */
  key: string
  owner: string | null
  unit: string | null
}

const customerNoOf = code(40)
const codeOf = textOf(40)
const CENTS = 2
export const QUANTITY_PLACES = 4
export const PRICE_PLACES = 12
const AMOUNT_PLACES = 4

/** The check of one row of trades; counts equal rows of a file, which are as many fills. */
export function tradeChecker(_: CheckMeans) {
  const occurrences = new Occurrences()
  return (row: RowValues): TradeSaid | Reason[] => {
    const check = new RowCheck(row)
    const quantity = check.exact('quantity', QUANTITY_PLACES)
    if (quantity && quantity.units < 0n) check.refuse('quantity', 'quantity.negative')
    if (check.said('quantity') === null) check.refuse('quantity', 'required')
    const told = check.exact('amount', AMOUNT_PLACES)
    const price = check.exact('price') ?? (quantity && told && divide(told, quantity, PRICE_PLACES))
    if (!price && check.said('price') === null) check.refuse('price', 'required')
    const amount = told ?? (price && quantity && toCents(multiply(price, quantity)))
    const said = {
      customerNo: check.required('customerNo', customerNoOf),
      accountNumber: check.text('accountNumber', 40),
      securityCode: check.required('securityCode', codeOf),
      side: check.said('side') === null ? check.refuse('side', 'required') : check.term(side),
      quantity: check.written('quantity', quantity, QUANTITY_PLACES, 16),
      price: check.written('price', price, PRICE_PLACES, 16),
      amount: check.written('amount', amount, AMOUNT_PLACES, 16),
      fees: check.written('fees', check.exact('fees', AMOUNT_PLACES), AMOUNT_PLACES, 16) ?? '0.0000',
      currency: currencyIn(check) ?? 'CNY',
      moment: momentIn(check, 'tradedAt', 'tradedOn'),
    }
    const tradeNo = check.text('tradeNo', 80)
    if (!complete(said)) return check.reasons.length > 0 ? check.reasons : [{ field: '', code: 'invalid' }]
    if (check.reasons.length > 0) return check.reasons
    const key = tradeNo ? `no:${tradeNo}` : keyOf(Object.values(said), occurrences)
    return { ...said, key, owner: check.text('owner', 64), unit: check.text('unit', 20) }
  }
}

type Complete = Omit<TradeSaid, 'key' | 'owner' | 'unit'>
const complete = (said: { [K in keyof Complete]: Complete[K] | null }): said is Complete =>
  Object.entries(said).every(([name, value]) => value !== null || name === 'accountNumber')

const toCents = (exact: Decimal): Decimal => ({ units: unitsAt(exact, CENTS), places: CENTS })

function keyOf(said: unknown[], occurrences: Occurrences): string {
  const hash = createHash('sha256').update(JSON.stringify(said)).digest()
  return `row:${hash.subarray(0, 18).toString('base64url')}:${occurrences.next(hash)}`
}

/** The moment a row tells: a time, or a day alone, in the zone that the mapping names. */
export function momentIn(check: RowCheck, at: string, on: string): Moment | null {
  const [time, day] = [check.said(at), check.said(on)]
  // Day and time of day in two columns are read together.
  const said = time && day && /^\d{1,2}:/.test(time) ? `${day} ${time}` : (time ?? day)
  if (said === null) return check.refuse(at, 'required')
  const moment = momentOf(said, check.said('zone') ?? HOME_ZONE)
  return moment ?? check.refuse(check.said(at) === null ? on : at, 'time.shape')
}

import { divide, formatUnits, multiply, parseDecimal, unitsAt } from '@rapport/finance/decimal'
import { formatSmall, smallUnits } from '@rapport/finance/small-units'
import type { Values } from '#warehouse/collect/values.ts'
import {
  accountNumber,
  action,
  currency,
  customerNo,
  type Derivation,
  securityCode,
  type Target,
  version,
} from './field.ts'

const QUANTITY = 4
const PRICE = 12
const AMOUNT = 4
const CENTS = 2
const money = { type: 'decimal', places: AMOUNT } as const
const feeParts = ['commission', 'stampDuty', 'transferFee', 'passThrough'] as const

/**
 * Fills: one row, one execution on one account. Each exchange numbers its own, and gives both sides of an execution the same
 * number, so that market, side and account name a fill with it (domain 7).
 */
export const trades: Target = {
  name: 'trades',
  fields: [
    customerNo,
    { ...accountNumber, key: 'with' },
    securityCode,
    { name: 'market', type: 'code', max: 12, key: 'with', columns: ['exchange', 'marketID', '市场', '交易所'] },
    {
      name: 'side',
      type: 'choice',
      required: true,
      key: 'with',
      values: ['buy', 'sell', 'transfer-in', 'transfer-out'],
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
        转入: 'transfer-in',
        转出: 'transfer-out',
        转托管转入: 'transfer-in',
        转托管转出: 'transfer-out',
      },
    },
    {
      name: 'quantity',
      type: 'decimal',
      places: QUANTITY,
      notNegative: true,
      required: true,
      columns: ['qty', 'units', 'shares', 'volume', '数量', '成交数量', '份额'],
    },
    {
      name: 'price',
      type: 'decimal',
      places: PRICE,
      rounds: true,
      columns: ['tradePrice', '价格', '成交价格', '成交价'],
    },
    { name: 'amount', ...money, notNegative: true, columns: ['totalValue', 'value', 'turnover', '金额', '成交金额'] },
    { name: 'fees', ...money, columns: ['fee', 'totalFee', '费用', '手续费'] },
    { name: 'commission', ...money, columns: ['佣金'] },
    { name: 'stampDuty', ...money, columns: ['stampTax', '印花税'] },
    { name: 'transferFee', ...money, columns: ['过户费'] },
    { name: 'passThrough', ...money, columns: ['regulatoryFee', '规费', '代收规费'] },
    currency,
    { name: 'tradedAt', type: 'instant', columns: ['datetime', 'timestamp', 'tradeTime', 'time', '成交时间', '时间'] },
    { name: 'tradedOn', type: 'day', columns: ['date', 'tradeDate', '成交日期', '交易日期', '日期'] },
    {
      name: 'tradeNo',
      type: 'code',
      max: 80,
      key: true,
      columns: ['transactionID', 'tradeID', 'fillID', '成交编号', '流水号'],
    },
    { name: 'channel', type: 'text', max: 40, columns: ['渠道', '委托方式'] },
    action,
    { name: 'refKey', type: 'text', max: 200, columns: ['reference', 'originalTradeNo', '原成交编号'] },
    version,
  ],
  derive: ({ at, zone }: Derivation) => {
    const [quantity, price, amount, fees] = [at('quantity'), at('price'), at('amount'), at('fees')]
    const [side, tradedAt, tradedOn] = [at('side'), at('tradedAt'), at('tradedOn')]
    const parts = feeParts.map(at)
    return (values, refuse) => {
      const when = values[tradedAt]
      if (when) values[tradedOn] ??= zone.dayOf(when)
      else if (!values[tradedOn]) refuse('tradedAt', 'required')
      if (values[amount] === null && values[price] != null) values[amount] = amountOf(values[price]!, values[quantity]!)
      else if (values[price] === null && values[amount] != null)
        values[price] = priceOf(values[amount]!, values[quantity]!)
      // What is moved from another broker may come without a price.
      if (values[price] === null && !values[side]!.startsWith('transfer')) refuse('price', 'required')
      values[fees] ??= sumOf(values, parts)
    }
  },
}

/** Price times quantity, rounded to cents as exchanges do. */
function amountOf(price: string, quantity: string): string | null {
  const cents = unitsAt(multiply(parseDecimal(price), parseDecimal(quantity)), CENTS)
  return `${formatUnits(cents, CENTS)}00`
}

function priceOf(amount: string, quantity: string): string | null {
  const price = divide(parseDecimal(amount), parseDecimal(quantity), PRICE)
  return price && formatUnits(price.units, PRICE)
}

function sumOf(values: Values, at: readonly number[]): string {
  let small = 0
  for (const one of at) if (values[one] != null) small += smallUnits(values[one]!, AMOUNT)
  if (!Number.isNaN(small)) return formatSmall(small, AMOUNT)
  let sum = 0n
  for (const one of at) if (values[one] != null) sum += unitsAt(parseDecimal(values[one]!), AMOUNT)
  return formatUnits(sum, AMOUNT)
}

import type { CheckMeans, Kind, Reason } from '#features/customer/imports/kinds/kind.ts'
import { currencyIn, RowCheck, textOf } from '#features/customer/imports/kinds/row-check.ts'
import { currency, securityCode } from '#features/customer/imports/kinds/securities/check.ts'
import { momentIn, PRICE_PLACES, zone } from '#features/customer/imports/kinds/trades/check.ts'
import type { RowValues } from '#features/customer/imports/mapping/row-values.ts'
import { writePrices } from './write.ts'

export interface PriceSaid {
  securityCode: string
  at: string
  price: string
  currency: string
}

const codeOf = textOf(40)

const priceChecker =
  (_: CheckMeans) =>
  (row: RowValues): PriceSaid | Reason[] => {
    const check = new RowCheck(row)
    const said = {
      securityCode: check.required('securityCode', codeOf),
      price: check.written('price', check.exact('price'), PRICE_PLACES, 16),
      currency: currencyIn(check) ?? 'CNY',
    }
    if (check.said('price') === null) check.refuse('price', 'required')
    const moment = momentIn(check, 'pricedAt', 'pricedOn')
    if (check.reasons.length > 0 || said.price === null || !moment) return check.reasons
    return { ...said, price: said.price, at: moment.at }
  }

/** Prices of securities at an instant or at the close of a day; a security that nobody knows is made. */
export const pricesKind: Kind<PriceSaid> = {
  name: 'prices',
  fields: [
    securityCode,
    { name: 'price', required: true, columns: ['closePrice', 'close', 'lastPrice', '价格', '收盘价', '最新价'] },
    { name: 'pricedAt', columns: ['datetime', 'timestamp', 'time', '时间'] },
    { name: 'pricedOn', columns: ['date', 'tradeDate', '日期', '交易日期'] },
    currency,
    zone,
  ],
  key: 'securityCode',
  permission: 'import.reference-data',
  checker: priceChecker,
  write: writePrices,
}

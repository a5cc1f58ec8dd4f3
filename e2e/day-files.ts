import { randomInt } from 'node:crypto'
import { asGb18030 } from './gb18030.ts'
import type { Locale } from './words.ts'

/**
 * Two days of a counter system and its prices: what two customers, whom nobody knows yet, bought on the first and sold on the
 * second. The days are of last month: the demo firm values its customers from three months ago on. `today` is YYYY-MM-DD.
 */
export function dayFiles(locale: Locale, today: string) {
  const [first, second] = workingDays(today)
  const ours = randomInt(2 ** 40).toString(36)
  const [one, other] = [`J${ours}-1`.toUpperCase(), `J${ours}-2`.toUpperCase()]
  const [this_, that] = [`X${ours}.SH`.toUpperCase(), `Y${ours}.SZ`.toUpperCase()]
  const words = said[locale]
  const trades = (day: string, side: 'buy' | 'sell', prices: [string, string], declared: string) => {
    const no = (n: number) => `${ours}-${day}-${n}`
    const row = (n: number, customer: string, code: string, quantity: number, price: string) =>
      [
        no(n),
        customer,
        `A${customer}`,
        code,
        day,
        words[side],
        quantity,
        price,
        (quantity * Number(price)).toFixed(2),
        '5.00',
      ].join(',')
    return file(locale, `${words.trades}-${day.replaceAll('-', '')}.csv`, [
      words.tradeColumns,
      row(1, one, this_, 1000, prices[0]),
      row(2, other, that, 500, prices[1]),
      `${words.trailer},2,${declared}`,
    ])
  }
  const prices = (day: string, closes: [string, string]) =>
    file(locale, `${words.prices}-${day.replaceAll('-', '')}.csv`, [
      words.priceColumns,
      `${this_},${day},${closes[0]}`,
      `${that},${day},${closes[1]}`,
    ])
  return {
    ours,
    first,
    second,
    trailer: words.trailer,
    customer: one,
    security: this_,
    bought: trades(first, 'buy', ['10.00', '20.20'], '20100.00'),
    firstPrices: prices(first, ['10.10', '20.40']),
    /** 10,400.00 and 10,250.00 were sold; the file says 90.50 less. */
    soldWrong: trades(second, 'sell', ['10.40', '20.50'], '20559.50'),
    sold: trades(second, 'sell', ['10.40', '20.50'], '20650.00'),
    secondPrices: prices(second, ['10.50', '20.60']),
  }
}

/** A Tuesday and its Wednesday in the middle of last month. */
function workingDays(today: string): [string, string] {
  const day = new Date(`${today.slice(0, 8)}08T00:00:00Z`)
  day.setUTCMonth(day.getUTCMonth() - 1)
  day.setUTCDate(day.getUTCDate() + ((9 - day.getUTCDay()) % 7))
  const text = () => day.toISOString().slice(0, 10)
  const first = text()
  day.setUTCDate(day.getUTCDate() + 1)
  return [first, text()]
}

const said = {
  en: {
    trades: 'trades',
    prices: 'prices',
    buy: 'B',
    sell: 'S',
    trailer: 'TRAILER',
    tradeColumns: 'trade_no,client_no,account,code,date,direction,qty,price,value,fee',
    priceColumns: 'code,date,close',
  },
  'zh-CN': {
    trades: '成交',
    prices: '行情',
    buy: '买入',
    sell: '卖出',
    trailer: '合计',
    tradeColumns: '成交编号,客户编号,资金账号,证券代码,成交日期,买卖方向,成交数量,成交价格,成交金额,手续费',
    priceColumns: '证券代码,日期,收盘价',
  },
}

const file = (locale: Locale, name: string, lines: string[]) => {
  const text = lines.map((line) => `${line}\r\n`).join('')
  return { name, mimeType: 'text/csv', buffer: locale === 'zh-CN' ? asGb18030(text) : Buffer.from(text) }
}

import { day, type Target } from './field.ts'

/** What is taken of a trade, as a share of its amount (0.05 % is 0.0005), with the days for which it holds (domain 2.1). */
export const feeRates: Target = {
  name: 'fee-rates',
  fields: [
    {
      name: 'market',
      type: 'choice',
      required: true,
      key: true,
      values: ['SH', 'SZ', 'BJ'],
      columns: ['exchange', '市场', '交易所'],
      synonyms: { SSE: 'SH', SZSE: 'SZ', BSE: 'BJ', 上交所: 'SH', 深交所: 'SZ', 北交所: 'BJ' },
    },
    {
      name: 'securityKind',
      type: 'choice',
      key: true,
      values: ['stock', 'fund', 'bond'],
      otherwise: 'stock',
      columns: ['category', '证券类别', '证券种类'],
      synonyms: { 股票: 'stock', 基金: 'fund', 债券: 'bond' },
    },
    {
      name: 'component',
      type: 'choice',
      required: true,
      key: true,
      values: ['stamp-duty', 'transfer-fee', 'handling-fee', 'regulatory-fee'],
      columns: ['fee', 'feeType', '费用项目', '费用类别'],
      synonyms: { 印花税: 'stamp-duty', 过户费: 'transfer-fee', 经手费: 'handling-fee', 证管费: 'regulatory-fee' },
    },
    {
      name: 'side',
      type: 'choice',
      key: true,
      values: ['buy', 'sell', 'both'],
      otherwise: 'both',
      columns: ['买卖方向', '方向'],
      synonyms: { 买入: 'buy', 卖出: 'sell', 双边: 'both' },
    },
    { name: 'validFrom', type: 'day', required: true, key: true, columns: ['from', 'effectiveFrom', '生效日期'] },
    { name: 'validTo', type: 'day', columns: ['to', 'effectiveTo', '失效日期'] },
    { name: 'rate', type: 'decimal', places: 10, notNegative: true, required: true, columns: ['费率'] },
    { name: 'source', type: 'text', max: 200, columns: ['notice', '依据', '文号'] },
    { name: 'verifiedOn', type: 'day', columns: ['核实日期'] },
  ],
  derive: ({ at }) => {
    const [from, to, rate] = [at('validFrom'), at('validTo'), at('rate')]
    return (values, refuse) => {
      const until = values[to]
      if (until && until < values[from]!) refuse('validTo', 'day.order')
      // A rate of 1 would take the whole amount: it is a percentage that nobody divided.
      if (!values[rate]!.startsWith('0')) refuse('rate', 'rate.percentage')
    }
  },
}

/** What a currency is worth in CNY; quoted for 100 units by some, which `per` says. */
export const fxRates: Target = {
  name: 'fx-rates',
  fields: [
    {
      name: 'currency',
      type: 'currency',
      required: true,
      key: true,
      columns: ['ccy', 'from', '币种', '货币', '外币'],
    },
    { ...day, key: true, columns: ['date', '日期', '报价日期'] },
    {
      name: 'rate',
      type: 'decimal',
      places: 10,
      notNegative: true,
      required: true,
      columns: ['mid', 'close', '中间价', '汇率'],
    },
    { name: 'per', type: 'integer', otherwise: '1', columns: ['unit', 'units', '报价单位'] },
    { name: 'source', type: 'text', max: 200, columns: ['来源'] },
  ],
  derive: ({ at }) => {
    const [currency, rate, per] = [at('currency'), at('rate'), at('per')]
    return (values, refuse) => {
      if (values[currency] === 'CNY') refuse('currency', 'rate.own-currency')
      if (/^0*(\.0*)?$/.test(values[rate]!)) refuse('rate', 'rate.zero')
      if (!['1', '10', '100', '1000', '10000'].includes(values[per]!)) refuse('per', 'rate.per')
    }
  },
}

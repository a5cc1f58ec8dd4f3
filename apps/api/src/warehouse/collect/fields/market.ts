import { currency, day, securityCode, type Target } from './field.ts'

const price = { type: 'decimal', places: 12, notNegative: true, rounds: true } as const

export const prices: Target = {
  name: 'prices',
  fields: [
    { ...securityCode, key: true },
    { ...day, required: false, key: true, columns: ['date', 'tradeDate', '日期', '交易日期'] },
    { name: 'pricedAt', type: 'instant', columns: ['datetime', 'timestamp', 'time', '时间'] },
    {
      name: 'price',
      ...price,
      required: true,
      columns: ['closePrice', 'close', 'lastPrice', '价格', '收盘价', '最新价'],
    },
    { name: 'previousClose', ...price, columns: ['preclose', 'pre_close', '昨收', '前收盘价'] },
    { name: 'volume', type: 'decimal', places: 4, notNegative: true, columns: ['vol', '成交量'] },
    {
      name: 'turnoverAmount',
      type: 'decimal',
      places: 4,
      notNegative: true,
      columns: ['amount', 'turnover', '成交额'],
    },
    {
      name: 'tradeStatus',
      type: 'choice',
      values: ['trading', 'suspended'],
      synonyms: { 1: 'trading', 0: 'suspended', 正常: 'trading', 交易: 'trading', 停牌: 'suspended' },
      columns: ['status', '交易状态'],
    },
    currency,
  ],
  derive: ({ at, zone }) => {
    const [on, pricedAt] = [at('day'), at('pricedAt')]
    return (values, refuse) => {
      const when = values[pricedAt]
      if (when) values[on] ??= zone.dayOf(when)
      else if (values[on] === null) refuse('day', 'required')
    }
  },
}

const ratio = { type: 'decimal', places: 8, notNegative: true } as const

/** Ratios are per share held: ten for every ten shares is 1 (domain 2.4). */
export const corporateActions: Target = {
  name: 'corporate-actions',
  fields: [
    { ...securityCode, key: true },
    { name: 'exOn', type: 'day', required: true, key: true, columns: ['exDate', 'ex_date', '除权除息日', '除权日'] },
    { name: 'recordOn', type: 'day', columns: ['recordDate', 'record_date', '股权登记日'] },
    { name: 'payOn', type: 'day', columns: ['payDate', 'pay_date', '派息日'] },
    {
      name: 'kind',
      type: 'choice',
      required: true,
      key: true,
      values: ['dividend', 'bonus', 'rights', 'split'],
      columns: ['type', '类型'],
      synonyms: {
        派息: 'dividend',
        分红: 'dividend',
        送股: 'bonus',
        转增: 'bonus',
        配股: 'rights',
        拆分: 'split',
        dvca: 'dividend',
        dvse: 'bonus',
        splf: 'split',
        rhts: 'rights',
      },
    },
    { name: 'cashPerShare', ...ratio, columns: ['cash_div', '每股派息'] },
    { name: 'bonusRatio', ...ratio, columns: ['stk_div', '每股送转'] },
    { name: 'rightsRatio', ...ratio, columns: ['每股配股'] },
    { name: 'rightsPrice', type: 'decimal', places: 6, notNegative: true, columns: ['配股价'] },
    { name: 'splitFrom', ...ratio, columns: [] },
    { name: 'splitTo', ...ratio, columns: [] },
    { name: 'actionNo', type: 'code', max: 80, columns: ['eventID', '公告编号'] },
    currency,
  ],
  derive: ({ at }) => {
    const needs: Readonly<Record<string, readonly string[]>> = {
      dividend: ['cashPerShare'],
      bonus: ['bonusRatio'],
      rights: ['rightsRatio', 'rightsPrice'],
      split: ['splitFrom', 'splitTo'],
    }
    const kind = at('kind')
    return (values, refuse) => {
      for (const field of needs[values[kind]!]!) if (values[at(field)] === null) refuse(field, 'required')
    }
  },
}

export const calendar: Target = {
  name: 'calendar',
  fields: [
    { name: 'market', type: 'code', max: 12, required: true, key: true, columns: ['exchange', '市场', '交易所'] },
    { ...day, key: true },
    { name: 'trading', type: 'boolean', required: true, columns: ['is_open', 'isTrading', 'open', '是否交易'] },
    { name: 'settlement', type: 'boolean', columns: ['isSettlement', '是否交收'] },
    { name: 'halfDay', type: 'boolean', columns: ['half_day', '半日市'] },
  ],
}

/** What a market did on a day, one-sided; of the country as a whole also how many accounts were opened up to the day of the notice. */
export const marketDays: Target = {
  name: 'market-days',
  fields: [
    { name: 'market', type: 'code', max: 12, otherwise: 'CN', key: true, columns: ['exchange', '市场', '交易所'] },
    { ...day, key: true },
    { ...currency, key: true },
    {
      name: 'turnover',
      type: 'decimal',
      places: 4,
      notNegative: true,
      columns: ['amount', 'turnoverAmount', '成交额', '股票基金成交额'],
    },
    {
      name: 'netCommissionRate',
      type: 'decimal',
      places: 10,
      notNegative: true,
      columns: ['commissionRate', '净佣金率', '行业净佣金率'],
    },
    { name: 'newAccounts', type: 'integer', columns: ['newInvestors', '新增投资者', '新增开户数'] },
    { name: 'source', type: 'text', max: 200, columns: ['来源'] },
  ],
  derive: ({ at }) => {
    const [turnover, rate, accounts] = [at('turnover'), at('netCommissionRate'), at('newAccounts')]
    return (values, refuse) => {
      if (values[turnover] === null && values[accounts] === null) refuse('turnover', 'required')
      // Paid per traded value: 0.00025 is 0.25 ‰, and nobody pays the tenth part.
      const told = values[rate]
      if (told && Number(told) >= 0.1) refuse('netCommissionRate', 'rate.percentage')
      if (values[accounts]?.startsWith('-')) refuse('newAccounts', 'amount.negative')
    }
  },
}

export const securities: Target = {
  name: 'securities',
  fields: [
    { ...securityCode, key: true },
    { name: 'isin', type: 'code', max: 12, columns: [] },
    { name: 'name', type: 'text', max: 200, columns: ['assetName', 'securityName', 'fullName', '证券名称', '名称'] },
    { name: 'shortName', type: 'text', max: 80, columns: ['assetShortName', '证券简称', '简称'] },
    { name: 'category', type: 'text', max: 60, columns: ['assetCategory', 'type', 'assetClass', '类别', '证券类别'] },
    { name: 'subCategory', type: 'text', max: 80, columns: ['assetSubCategory', '子类别'] },
    { name: 'market', type: 'text', max: 40, columns: ['marketID', 'exchange', '市场', '交易所'] },
    { name: 'sector', type: 'text', max: 120, columns: ['板块'] },
    { name: 'industry', type: 'text', max: 160, columns: ['行业'] },
    { ...currency, otherwise: undefined },
    { name: 'listedOn', type: 'day', columns: ['list_date', 'listDate', 'timeToMarket', '上市日期'] },
    { name: 'delistedOn', type: 'day', columns: ['delist_date', '退市日期'] },
    { name: 'asOf', type: 'day', columns: ['timestamp', 'updatedAt', 'date', '数据日期', '更新日期'] },
  ],
}

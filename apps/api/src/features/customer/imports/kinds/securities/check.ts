import type { CheckMeans, Reason } from '#features/customer/imports/kinds/kind.ts'
import { currencyIn, RowCheck, textOf } from '#features/customer/imports/kinds/row-check.ts'
import type { Field } from '#features/customer/imports/mapping/field.ts'
import type { RowValues } from '#features/customer/imports/mapping/row-values.ts'

export const securityCode: Field = {
  name: 'securityCode',
  required: true,
  columns: ['asset', 'security', 'code', 'symbol', 'ticker', 'ts_code', 'ISIN', 'assetID', '证券代码', '代码'],
}
export const currency: Field = { name: 'currency', columns: ['ccy', '币种', '货币'] }

export const securityFields: readonly Field[] = [
  { ...securityCode, name: 'code', columns: ['securityCode', ...securityCode.columns!] },
  { name: 'isin', columns: [] },
  { name: 'name', columns: ['assetName', 'securityName', 'fullName', '证券名称', '名称'] },
  { name: 'shortName', columns: ['assetShortName', '证券简称', '简称'] },
  { name: 'category', columns: ['assetCategory', 'type', 'assetClass', '类别', '证券类别'] },
  { name: 'subCategory', columns: ['assetSubCategory', '子类别'] },
  { name: 'market', columns: ['marketID', 'exchange', '市场', '交易所'] },
  { name: 'sector', columns: ['板块'] },
  { name: 'industry', columns: ['行业'] },
  currency,
  { name: 'asOf', columns: ['timestamp', 'updatedAt', 'date', '数据日期', '更新日期'] },
]
const texts = {
  name: 200,
  shortName: 80,
  category: 60,
  subCategory: 80,
  market: 40,
  sector: 120,
  industry: 160,
} as const
type Told = keyof typeof texts | 'isin' | 'currency'

/** What a row says of a security: only the fields that the file has columns for, empty ones as null. */
export interface SecuritySaid {
  code: string
  told: Partial<Record<Told, string | null>>
  asOf: string | null
}

const isIsin = (code: string) => /^[A-Z]{2}[A-Z0-9]{9}\d$/.test(code)

export function securityChecker({ mapping }: CheckMeans) {
  const named = (Object.keys(texts) as (keyof typeof texts)[]).filter((field) => field in mapping)
  return (row: RowValues): SecuritySaid | Reason[] => {
    const check = new RowCheck(row)
    const code = check.required('code', textOf(40))
    const told: SecuritySaid['told'] = {}
    for (const field of named) told[field] = check.text(field, texts[field])
    if ('isin' in mapping) told.isin = check.text('isin', 12)
    else if (isIsin(code)) told.isin = code
    const money = currencyIn(check)
    if (money !== null) told.currency = money
    const said = { code, told, asOf: check.day('asOf') }
    return check.reasons.length > 0 ? check.reasons : said
  }
}

import { expect, it } from 'vitest'
import { likelyKind } from './likely-kind.ts'

const all = ['import.run', 'import.reference-data'] as const

it.each([
  ['customers', 'customerID,customerType,riskLevel,investmentCapacity,lastQuestionnaireDate,timestamp'],
  ['customers', '客户编号,姓名,证件类型,证件号码,手机号码,客户等级'],
  ['securities', 'ISIN,assetName,assetShortName,assetCategory,assetSubCategory,marketID,sector,industry,timestamp'],
  ['trades', 'investor,type,asset,quantity,price,datetime'],
  ['prices', 'asset,datetime,price'],
] as const)('finds %s by their columns: %s', (kind, columns) => {
  for (const asked of ['customers', 'trades', 'prices'] as const)
    expect(likelyKind(columns.split(','), all, asked)).toBe(kind)
})

it('leaves it at what was asked where the columns say nothing', () => {
  expect(likelyKind(['Nummer', 'Naam'], all, 'accounts')).toBe('accounts')
})

it('finds nothing that the person may not import', () => {
  expect(likelyKind(['asset', 'datetime', 'price'], ['import.run'], 'customers')).not.toBe('prices')
})

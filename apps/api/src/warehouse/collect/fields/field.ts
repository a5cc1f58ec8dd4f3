import type { CollectionTarget } from '@rapport/contract/administration/collection-mapping'
import type { Zone } from '#warehouse/collect/convert/instants.ts'
import type { Values } from '#warehouse/collect/values.ts'

export type FieldType =
  | { type: 'text' | 'code'; max: number }
  | { type: 'day' | 'instant' | 'integer' | 'boolean' | 'currency' | 'birth-number' }
  | { type: 'decimal'; places: number; notNegative?: boolean; rounds?: boolean }
  | { type: 'choice'; values: readonly string[]; synonyms?: Readonly<Record<string, string>> }

/** A field of a target that a column of a file can be mapped to. */
export type TargetField = FieldType & {
  readonly name: string
  readonly required?: boolean
  /** Written where the row says nothing. */
  readonly otherwise?: string
  /** Part of what names a row, where an item names no key of its own; `with` names none by itself, but tells apart what has the same name. */
  readonly key?: boolean | 'with'
  /** Names of columns that suggest this field, besides its own; case, blanks and marks do not count. */
  readonly columns?: readonly string[]
}

/** What the rules of a target see of a row whose fields could all be read. */
export interface Derivation {
  at(field: string): number
  zone: Zone
}
/** Fills in what follows from other fields, and refuses what contradicts itself. */
export type Derive = (values: Values, refuse: (field: string, code: string) => void) => void

export interface Target {
  readonly name: CollectionTarget
  readonly fields: readonly TargetField[]
  readonly derive?: (means: Derivation) => Derive
}

export const customerNo: TargetField = {
  name: 'customerNo',
  type: 'code',
  max: 40,
  columns: ['customerID', 'clientID', 'clientNo', 'investor', 'investorID', '客户号', '客户编号', '客户代码'],
}
export const accountNumber: TargetField = {
  name: 'accountNumber',
  type: 'code',
  max: 40,
  required: true,
  columns: ['account', 'accountNo', 'accountID', '账号', '账户', '资金账号', '证券账号', '股东代码'],
}
export const securityCode: TargetField = {
  name: 'securityCode',
  type: 'code',
  max: 40,
  required: true,
  columns: ['asset', 'security', 'code', 'symbol', 'ticker', 'ts_code', 'ISIN', 'assetID', '证券代码', '代码'],
}
export const currency: TargetField = {
  name: 'currency',
  type: 'currency',
  otherwise: 'CNY',
  columns: ['ccy', '币种', '货币'],
}
export const day: TargetField = {
  name: 'day',
  type: 'day',
  required: true,
  columns: ['date', 'asOf', 'balanceDate', 'cal_date', '日期', '余额日期', '数据日期'],
}
export const action: TargetField = {
  name: 'action',
  type: 'choice',
  values: ['new', 'correct', 'cancel'],
  synonyms: {
    correction: 'correct',
    amend: 'correct',
    cancelled: 'cancel',
    canceled: 'cancel',
    撤单: 'cancel',
    冲正: 'cancel',
    更正: 'correct',
  },
  otherwise: 'new',
  columns: ['操作', '记录状态'],
}
export const version: TargetField = { name: 'version', type: 'integer', otherwise: '1', columns: ['版本'] }

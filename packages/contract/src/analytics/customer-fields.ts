import { accountKinds, customerKinds, investorClasses, levels, lifecycles, riskLevels } from '#customer/vocabulary.ts'
import { visitOutcomes } from '#service/care-visits.ts'
import type { IndicatorCode } from './indicator-catalogue.ts'
import { tierCodes } from './tier-codes.ts'

/**
 * What a field holds, and so what may be asked of it: one of a closed list, a number (money in CNY; a share as a fraction), a
 * day, an anniversary of a day, some words, a unit with those below it, a person, or a security.
 */
export const fieldTypes = ['choice', 'number', 'day', 'anniversary', 'words', 'unit', 'person', 'security'] as const
export type FieldType = (typeof fieldTypes)[number]
export const fieldGroups = ['profile', 'assets', 'trading', 'value', 'holdings', 'service'] as const
export type FieldGroup = (typeof fieldGroups)[number]

interface Field {
  type: FieldType
  group: FieldGroup
  /** Of a choice. */
  options?: readonly string[]
  /** Of a number: how it is written, and whether it may be held against the other customers'. */
  unit?: 'money' | 'share' | 'times' | 'count' | 'years'
  ranked?: true
  indicator?: IndicatorCode
}

const choice = (group: FieldGroup, options: readonly string[]) => ({ type: 'choice', group, options }) as const
const money = <Code extends IndicatorCode>(group: FieldGroup, indicator: Code) =>
  ({ type: 'number', group, unit: 'money', ranked: true, indicator }) as const
const number = (group: FieldGroup, unit: 'share' | 'times' | 'count' | 'years', indicator?: IndicatorCode) =>
  ({ type: 'number', group, unit, ...(indicator && { indicator }) }) as const
const ranked = (group: FieldGroup, unit: 'share' | 'times' | 'count', indicator?: IndicatorCode) =>
  ({ type: 'number', group, unit, ranked: true, ...(indicator && { indicator }) }) as const
const is = <Type extends FieldType>(type: Type, group: FieldGroup) => ({ type, group }) as const

/** Everything that can be asked of a customer, in segments, lists and reports. Names are `customer-field.<name>` of the words. */
export const customerFields = {
  kind: choice('profile', customerKinds),
  lifecycle: choice('profile', lifecycles),
  level: choice('profile', levels),
  riskLevel: choice('profile', riskLevels),
  investorClass: choice('profile', investorClasses),
  unit: is('unit', 'profile'),
  owner: is('person', 'profile'),
  tag: is('words', 'profile'),
  occupation: is('words', 'profile'),
  age: number('profile', 'years'),
  birthday: is('anniversary', 'profile'),
  openedOn: is('day', 'profile'),
  openingAnniversary: is('anniversary', 'profile'),
  assessmentValidTo: is('day', 'profile'),
  accountKind: choice('profile', accountKinds),
  assets: money('assets', 'assets'),
  averageAssets: money('assets', 'average-assets-trading-days'),
  tierAssets: money('assets', 'tier-assets'),
  tier: choice('assets', tierCodes),
  peakMonthEndAssets: money('assets', 'peak-month-end-assets'),
  cash: money('assets', 'cash'),
  cashShare: number('assets', 'share', 'cash-share'),
  equityShare: number('assets', 'share', 'equity-share'),
  marginDebt: money('assets', 'margin-debt'),
  netInflow30d: money('assets', 'net-inflow'),
  netInflow12m: money('assets', 'net-inflow'),
  tradedValue3m: money('trading', 'traded-value'),
  tradedValue12m: money('trading', 'traded-value'),
  turnover6m: ranked('trading', 'times', 'turnover'),
  trades12m: ranked('trading', 'count', 'trades'),
  tradeDays12m: ranked('trading', 'count', 'trade-days'),
  tradeDaysMonth: ranked('trading', 'count', 'trade-days'),
  firstTradedOn: is('day', 'trading'),
  lastTradedOn: is('day', 'trading'),
  netCommission12m: money('value', 'net-commission'),
  revenueYield: ranked('value', 'share', 'revenue-yield'),
  profit12m: money('value', 'profit'),
  topShare: number('holdings', 'share', 'top-share'),
  positions: number('holdings', 'count', 'positions'),
  aboveTolerance: money('holdings', 'value-above-tolerance'),
  aboveToleranceShare: number('holdings', 'share', 'above-tolerance'),
  security: is('security', 'holdings'),
  holdsCategory: is('words', 'holdings'),
  holdsSector: is('words', 'holdings'),
  contacts12m: number('service', 'count', 'contacts'),
  lastContactOn: is('day', 'service'),
  visitOutcome12m: choice('service', visitOutcomes),
} as const satisfies Record<string, Field>

export type CustomerField = keyof typeof customerFields
export const customerFieldNames = Object.keys(customerFields) as [CustomerField, ...CustomerField[]]
export const fieldOf = (name: CustomerField): Field => customerFields[name]

import { customerKinds, investorClasses, levels, lifecycles, riskLevels, tradeSides } from '#customer/vocabulary.ts'
import type { Permission } from '#permissions.ts'
import { visitChannels, visitKinds, visitOutcomes, visitStates } from '#service/care-visits.ts'
import { tierCodes } from './tier-codes.ts'

/**
 * What a column of a report holds: one of a closed list, words, a customer, unit or person (by id, told by name), a day, or a
 * number.
 */
export interface ReportField {
  type: 'choice' | 'words' | 'id' | 'day' | 'number'
  options?: readonly string[]
  /** Of a number: how it is written. */
  unit?: 'money' | 'count' | 'share' | 'times' | 'price'
  /** Of a number: how it stood at the end of a month, so that several months cannot be added up. */
  stock?: true
  /** Of a number that may be added up. */
  adds?: true
  /** One number over another that both add up: of many rows it is the one sum over the other, never a mean of ratios. */
  over?: readonly [part: string, whole: string]
  /** Of a customer it is asked of everywhere. */
  ofCustomer?: true
}

const choice = (options: readonly string[]) => ({ type: 'choice', options }) as const
const words = { type: 'words' } as const
const id = { type: 'id' } as const
const day = { type: 'day' } as const
const money = { type: 'number', unit: 'money', adds: true } as const
const count = { type: 'number', unit: 'count', adds: true } as const
const stock = { ...money, stock: true } as const
const ratio = (unit: 'share' | 'times' | 'price') => ({ type: 'number', unit }) as const
const over = (unit: 'share' | 'money', part: string, whole: string) =>
  ({ type: 'number', unit, over: [part, whole] }) as const

/** Kinds of product and grades of risk, as the firm's rules class securities; `other` and 0 where none fits. */
export const reportProducts = [
  'stock',
  'etf',
  'fund',
  'money-fund',
  'bond',
  'repo',
  'derivative',
  'structured',
  'other',
] as const
export const reportGrades = ['0', '1', '2', '3', '4', '5'] as const

/** What every subject knows of the customer it belongs to. */
const ofCustomer = {
  customer: { ...id, ofCustomer: true },
  customerNo: { ...words, ofCustomer: true },
  unit: { ...id, ofCustomer: true },
  region: { ...id, ofCustomer: true },
  owner: { ...id, ofCustomer: true },
  level: { ...choice(levels), ofCustomer: true },
  tier: { ...choice(tierCodes), ofCustomer: true },
  riskLevel: { ...choice(riskLevels), ofCustomer: true },
  lifecycle: { ...choice(lifecycles), ofCustomer: true },
  investorClass: { ...choice(investorClasses), ofCustomer: true },
  kind: { ...choice(customerKinds), ofCustomer: true },
  openedOn: { ...day, ofCustomer: true },
} as const satisfies Record<string, ReportField>

/** What can be reported on, and its columns. Names are `report-field.<name>` of the words. */
export const reportFields = {
  customers: {
    ...ofCustomer,
    assets: money,
    averageAssets: money,
    cash: money,
    cashShare: ratio('share'),
    equityShare: ratio('share'),
    marginDebt: money,
    netInflow30d: money,
    netInflow12m: money,
    tradedValue3m: money,
    tradedValue12m: money,
    turnover6m: ratio('times'),
    trades12m: count,
    netCommission12m: money,
    revenueYield: ratio('share'),
    profit12m: money,
    valueAboveTolerance: money,
    valueHeld: money,
    aboveToleranceShare: over('share', 'valueAboveTolerance', 'valueHeld'),
    positions: count,
    contacts12m: count,
    firstTradedOn: day,
    lastTradedOn: day,
    lastContactOn: day,
  },
  'customer-months': {
    ...ofCustomer,
    month: day,
    closingAssets: stock,
    averageAssets: stock,
    netInflow: money,
    profit: money,
    realised: money,
    tradedValue: money,
    trades: count,
    commission: money,
    netCommission: money,
    fees: money,
    contacts: count,
  },
  // What customers brought and cost by month (ANA-08), with what they did in it.
  contributions: {
    ...ofCustomer,
    month: day,
    netCommission: money,
    interest: money,
    marginInterest: money,
    productFees: money,
    advisoryFees: money,
    otherIncome: money,
    income: money,
    cost: money,
    contribution: money,
    minutes: count,
    contributionPerMinute: over('money', 'contribution', 'minutes'),
    costShare: over('share', 'cost', 'income'),
    profit: money,
    realised: money,
    netInflow: money,
    tradedValue: money,
    trades: count,
    contacts: count,
    tradedValuePerContact: over('money', 'tradedValue', 'contacts'),
    contributionPerContact: over('money', 'contribution', 'contacts'),
  },
  // What customers did and held in each kind of product by month.
  'customer-products': {
    ...ofCustomer,
    month: day,
    product: choice(reportProducts),
    riskGrade: choice(reportGrades),
    bought: money,
    sold: money,
    tradedValue: money,
    trades: count,
    netCommission: money,
    netCommissionRate: over('share', 'netCommission', 'tradedValue'),
    realised: money,
    valueHeld: stock,
    highRiskValue: stock,
    highRiskShare: over('share', 'highRiskValue', 'valueHeld'),
  },
  trades: {
    ...ofCustomer,
    tradedOn: day,
    securityCode: words,
    securityName: words,
    securityCategory: words,
    securitySector: words,
    side: choice(tradeSides),
    channel: words,
    quantity: { type: 'number', unit: 'count', adds: true },
    price: ratio('price'),
    amount: money,
    fees: money,
    commission: money,
  },
  'care-visits': {
    ...ofCustomer,
    plannedOn: day,
    visitKind: choice(visitKinds),
    visitChannel: choice(visitChannels),
    visitState: choice(visitStates),
    outcome: choice(visitOutcomes),
    staff: id,
    minutes: count,
  },
} as const satisfies Record<string, Record<string, ReportField>>

export type ReportSubject = keyof typeof reportFields
export const reportSubjects = Object.keys(reportFields) as [ReportSubject, ...ReportSubject[]]
export type FieldOf<Subject extends ReportSubject> = keyof (typeof reportFields)[Subject] & string

interface SubjectFacts {
  permission: Permission
  /** The day by which a period is asked for; null where rows are as of today. */
  dated: string | null
  /** Whether amounts are of one currency, which is asked for. */
  currency: boolean
  /** Columns that a report begins with. */
  columns: readonly string[]
}

/** Who may report on it, and what it begins with. */
export const reportSubjectFacts: Readonly<Record<ReportSubject, SubjectFacts>> = {
  customers: {
    permission: 'customer.read',
    dated: null,
    currency: false,
    columns: ['customer', 'customerNo', 'unit', 'owner', 'level', 'assets', 'tradedValue12m', 'profit12m'],
  },
  'customer-months': {
    permission: 'account.read',
    dated: 'month',
    currency: true,
    columns: ['month', 'customer', 'customerNo', 'unit', 'closingAssets', 'netInflow', 'profit', 'tradedValue'],
  },
  contributions: {
    permission: 'account.read',
    dated: 'month',
    currency: true,
    columns: ['month', 'customer', 'customerNo', 'unit', 'owner', 'income', 'cost', 'contribution'],
  },
  'customer-products': {
    permission: 'account.read',
    dated: 'month',
    currency: true,
    columns: ['month', 'customer', 'customerNo', 'product', 'riskGrade', 'tradedValue', 'netCommission', 'valueHeld'],
  },
  trades: {
    permission: 'account.read',
    dated: 'tradedOn',
    currency: true,
    columns: ['tradedOn', 'customer', 'customerNo', 'securityCode', 'side', 'quantity', 'price', 'amount'],
  },
  'care-visits': {
    permission: 'care-visit.read',
    dated: 'plannedOn',
    currency: false,
    columns: ['plannedOn', 'customer', 'customerNo', 'unit', 'staff', 'visitKind', 'visitState', 'outcome'],
  },
}

/** The fields of a subject by name; undefined for a name it does not have. */
export const reportField = (subject: ReportSubject, name: string): ReportField | undefined =>
  (reportFields[subject] as Record<string, ReportField>)[name]

/** Names of those fields of a subject that are of these types. */
export const reportFieldsOf = (subject: ReportSubject, ...types: ReportField['type'][]): string[] =>
  Object.entries(reportFields[subject] as Record<string, ReportField>)
    .filter(([, { type }]) => types.length === 0 || types.includes(type))
    .map(([name]) => name)

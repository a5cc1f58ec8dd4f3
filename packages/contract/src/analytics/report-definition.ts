import { z } from 'zod'
import { day, decimal } from '#shapes.ts'
import { Condition } from './conditions.ts'
import {
  type ReportField,
  type ReportSubject,
  reportField,
  reportFieldsOf,
  reportSubjectFacts,
  reportSubjects,
} from './report-subjects.ts'

export const reportSteps = ['day', 'month', 'year'] as const
export const reportSums = ['sum', 'average', 'least', 'most'] as const
export const reportCurrencies = ['CNY', 'HKD', 'USD'] as const
/** Rows that a report shows at most; a file has all of them. */
export const MOST_ROWS = 1000
/** Columns that a pivot opens at most. */
export const MOST_PIVOTS = 24

const Period = z.discriminatedUnion('is', [
  /** So many months, of which the present one is the last. */
  z.strictObject({ is: z.literal('last-months'), months: z.int().min(1).max(120) }),
  z.strictObject({ is: z.literal('this-year') }),
  z.strictObject({ is: z.literal('days'), from: day, to: day }),
])
export type ReportPeriod = z.infer<typeof Period>

/** A field that rows are grouped by; a day by day, month or year. */
export interface ReportGroup {
  field: string
  by: (typeof reportSteps)[number]
}
export type ReportMeasure = { of: 'rows' } | { of: 'customers' } | { of: (typeof reportSums)[number]; field: string }
/** A filter on a field of the subject itself; `key` are the records behind a group, whose value may be unknown. */
export type ReportTest =
  | { is: 'in'; field: string; values: string[] }
  | { is: 'at-least' | 'at-most'; field: string; value: string }
  | { is: 'key'; field: string; by: (typeof reportSteps)[number]; value: string | null }

/** A report as data: what is told of what, of whom, of when, and how it is put together. */
export interface ReportDefinition {
  subject: ReportSubject
  period: ReportPeriod
  currency: (typeof reportCurrencies)[number]
  customers: Condition | null
  where: ReportTest[]
  /** Of a report without groups and measures. */
  columns: string[]
  groups: ReportGroup[]
  pivot: ReportGroup | null
  measures: ReportMeasure[]
  /** The how manyeth column, group or measure decides the order; null for the groups', or the days' order. */
  sort: { of: 'column' | 'measure'; at: number; down: boolean } | null
  limit: number
}
type Draft = Pick<ReportDefinition, 'subject'> & Partial<ReportDefinition>

function definitionOf(subject: ReportSubject) {
  const one = (...types: Parameters<typeof reportFieldsOf>[1][]) =>
    z.enum(reportFieldsOf(subject, ...types) as [string, ...string[]])
  const adds = z.enum(reportFieldsOf(subject, 'number').filter((name) => reportField(subject, name)?.adds))
  const by = z.enum(reportSteps).default('month')
  const group = z.strictObject({ field: one('choice', 'words', 'id', 'day'), by })
  const amount = decimal.refine((value) => value.replace(/^-/, '').split('.')[0]!.length <= 15, {
    error: 'decimal.size',
  })
  return z.strictObject({
    subject: z.literal(subject),
    period: Period.default({ is: 'last-months', months: 12 }),
    currency: z.enum(reportCurrencies).default('CNY'),
    customers: Condition.nullable().default(null),
    where: z
      .array(
        z.discriminatedUnion('is', [
          z.strictObject({
            is: z.literal('in'),
            field: one('choice', 'words'),
            values: z.array(z.string().min(1).max(120)).min(1).max(50),
          }),
          z.strictObject({ is: z.enum(['at-least', 'at-most']), field: one('number'), value: amount }),
          z.strictObject({
            is: z.literal('key'),
            field: one('choice', 'words', 'id', 'day'),
            by,
            value: z.string().min(1).max(200).nullable(),
          }),
        ]),
      )
      .max(20)
      .default([]),
    columns: z
      .array(one())
      .min(1)
      .max(20)
      .default([...reportSubjectFacts[subject].columns]),
    groups: z.array(group).max(3).default([]),
    pivot: group.nullable().default(null),
    measures: z
      .array(
        z.discriminatedUnion('of', [
          z.strictObject({ of: z.enum(['rows', 'customers']) }),
          z.strictObject({ of: z.literal('sum'), field: adds }),
          z.strictObject({ of: z.enum(['average', 'least', 'most']), field: one('number') }),
        ]),
      )
      .max(6)
      .default([]),
    sort: z
      .strictObject({ of: z.enum(['column', 'measure']), at: z.int().min(0).max(19), down: z.boolean() })
      .nullable()
      .default(null),
    limit: z.int().min(1).max(MOST_ROWS).default(200),
  })
}

const uuid = z.uuid()
const shapes = reportSubjects.map(definitionOf) as unknown as [ReturnType<typeof definitionOf>]
export const ReportDefinition = (
  z.discriminatedUnion('subject', shapes) as unknown as z.ZodType<ReportDefinition, Draft>
)
  .superRefine(({ subject, period, where, groups, pivot }, context) => {
    const complain = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
    if (period.is === 'days' && period.from > period.to) complain(['period', 'to'], 'report.period-order')
    if (pivot && groups.length === 0) complain(['pivot'], 'report.pivot-alone')
    where.forEach((test, at) => {
      if (test.is !== 'key' || test.value === null) return
      const type = reportField(subject, test.field)?.type
      const shape = type === 'id' ? uuid : type === 'day' ? day : z.string()
      if (!shape.safeParse(test.value).success) complain(['where', at, 'value'], 'condition.value')
    })
  })
  .meta({ id: 'ReportDefinition' })

/** Whether rows are put together, or told one by one. */
export const isGrouped = ({ groups, measures }: Pick<ReportDefinition, 'groups' | 'measures'>) =>
  groups.length + measures.length > 0
/** What is measured of a group; where nothing is said, how many rows it has. */
export const measuresOf = ({ measures }: Pick<ReportDefinition, 'measures'>): ReportMeasure[] =>
  measures.length > 0 ? measures : [{ of: 'rows' }]

/** How a measure is written: an average of counts has decimals. */
export function unitOfMeasure(subject: ReportSubject, measure: ReportMeasure): NonNullable<ReportField['unit']> {
  if (!('field' in measure)) return 'count'
  const unit = reportField(subject, measure.field)?.unit ?? 'count'
  return measure.of === 'average' && unit === 'count' ? 'times' : unit
}

/**
 * The records behind a number: those of one group (by its keys), of one column of the pivot (`undefined` for all), under the
 * same filters. As many as the group has rows.
 */
export function recordsBehind(
  definition: ReportDefinition,
  keys: readonly (string | null)[],
  pivotKey?: string | null,
): ReportDefinition {
  const { groups, pivot, where } = definition
  const of = ({ field, by }: ReportGroup, value: string | null): ReportTest => ({ is: 'key', field, by, value })
  return {
    ...definition,
    where: [
      ...where,
      ...keys.map((key, at) => of(groups[at]!, key)),
      ...(pivot && pivotKey !== undefined ? [of(pivot, pivotKey)] : []),
    ],
    columns: [...reportSubjectFacts[definition.subject].columns],
    groups: [],
    pivot: null,
    measures: [],
    sort: null,
  }
}

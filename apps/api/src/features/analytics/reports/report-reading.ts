import type { ReportDefinition, ReportGroup, ReportTest } from '@rapport/contract/analytics/report-definition'
import { reportSubjectFacts } from '@rapport/contract/analytics/report-subjects'
import { compile, type Place } from '#features/analytics/conditions/compile.ts'
import { daysOf } from './report-period.ts'
import { type Join, joinOrder, joinSql, type ReportColumn, reportSources } from './report-sources.ts'

/** A report being made into SQL: text comes from the catalogue alone, values stand in places. */
export class ReportReading {
  readonly values: unknown[] = []
  readonly days: { from: string; to: string } | null
  private readonly joins = new Set<Join>()
  private placed: string | undefined

  constructor(
    readonly definition: ReportDefinition,
    private readonly businessDay: string,
  ) {
    const days = this.source.dated ? daysOf(definition.period, businessDay) : null
    // A month is told whole or not at all.
    const whole = days && reportSubjectFacts[definition.subject].dated === 'month'
    this.days = whole ? { ...days, from: `${days.from.slice(0, 7)}-01` } : days
  }

  /** The place of the business day, where it is asked for at all. */
  private get today(): string {
    this.placed ??= `${this.place(this.businessDay)}::date`
    return this.placed
  }

  get source() {
    return reportSources[this.definition.subject]
  }

  column(name: string): ReportColumn & { sql: string } {
    const found = (this.source.fields as Record<string, ReportColumn>)[name]!
    for (const join of found.joins) this.joins.add(join)
    return { ...found, sql: typeof found.sql === 'string' ? found.sql : found.sql(this.today) }
  }

  /** What rows are grouped by: a day as the first of its month or year. */
  key({ field, by }: ReportGroup): { sql: string; as: ReportColumn['as']; label: (key: string) => string } {
    const { sql, as, label = (key: string) => `${key}::text` } = this.column(field)
    if (as !== 'date') return { sql, as, label }
    const shape = { day: 'YYYY-MM-DD', month: 'YYYY-MM', year: 'YYYY' }[by]
    // Months are kept by their first day already: cutting them again would cost more than adding them up.
    const isMonth = field === 'month' && by !== 'year'
    return {
      sql: by === 'day' || isMonth ? sql : `date_trunc('${by}', ${sql})::date`,
      as,
      label: (key) => `to_char(${key}, '${isMonth ? 'YYYY-MM' : shape}')`,
    }
  }

  /** Whether no customer has two rows of one such key. A year has several months. */
  isOnce({ field, by }: ReportGroup): boolean {
    return field === this.source.once && by !== 'year'
  }

  readonly place: Place = (value) => `$${this.values.push(value)}`

  /** Everything that is asked, from `from` on; read it last, when all columns have been named. */
  get body(): string {
    const { source, definition, days } = this
    const where = [
      ...(source.only ? [source.only] : []),
      ...(days ? [`${source.dated} between ${this.place(days.from)}::date and ${this.place(days.to)}::date`] : []),
      ...(source.currency ? [`${source.currency} = ${this.place(definition.currency)}::text`] : []),
      ...definition.where.map((test) => this.test(test)),
      ...(definition.customers ? [this.ofCustomers(definition.customers)] : []),
    ]
    const joins = joinOrder
      .filter((join) => this.joins.has(join) && !(join === 'customer' && definition.subject === 'customers'))
      .map((join) => joinSql(join, source.customerId, () => this.today))
    return `from ${source.from} ${joins.join(' ')} where ${where.length > 0 ? where.join(' and ') : 'true'}`
  }

  private ofCustomers(condition: NonNullable<ReportDefinition['customers']>): string {
    this.joins.add('customer').add('indicators')
    // Named once more: a place that a condition does not use would have no type.
    return `${this.today} is not null and ${compile(condition, this.place, this.today).sql}`
  }

  private test(test: ReportTest): string {
    if (test.is === 'key') {
      const { sql, as } = this.key(test)
      return `${sql} is not distinct from ${this.place(test.value)}::${as}`
    }
    const { sql } = this.column(test.field)
    if (test.is === 'in') return `${sql} = any (${this.place(test.values)}::text[])`
    return `${sql} ${test.is === 'at-least' ? '>=' : '<='} ${this.place(test.value)}::numeric`
  }
}

import type { Condition, Test } from '@rapport/contract/analytics/conditions'
import { fieldSql } from './field-sql.ts'

/** A condition as SQL on `customers c left join warehouse.customer_indicators i`: true or false, never null. */
export interface Compiled {
  sql: string
  /** The next day, if any, after today on which it may be another although nothing happens: dates, each null or a day. */
  turns: string[]
}

/** Takes a value and gives the place where it stands: values never become part of the text. */
export type Place = (value: unknown) => string

/** Makes SQL of a condition. `today` is the place of the business day, a date. */
export function compile(condition: Condition, place: Place, today: string): Compiled {
  if ('field' in condition) return compileTest(condition, place, today)
  if (condition.is === 'not') {
    const { sql, turns } = compile(condition.of, place, today)
    return { sql: `not (${sql})`, turns }
  }
  const parts = condition.of.map((part) => compile(part, place, today))
  const word = condition.is === 'all' ? ' and ' : ' or '
  return { sql: `(${parts.map(({ sql }) => sql).join(word)})`, turns: parts.flatMap(({ turns }) => turns) }
}

function compileTest(test: Test, place: Place, today: string): Compiled {
  const field = fieldSql[test.field]
  if ('any' in field) {
    const asked = 'values' in test ? place(test.values) : null
    const yes = test.is === 'in' || test.is === 'known'
    return { sql: `${yes ? '' : 'not '}(${field.any(asked, today)})`, turns: monthTurns(test, today) }
  }
  const value = typeof field.sql === 'string' ? field.sql : field.sql(today)
  const turns = field.turns ? [field.turns(today)] : []
  const sql = (text: string): Compiled => ({ sql: `coalesce(${text}, false)`, turns })
  switch (test.is) {
    case 'known':
      return sql(`${value} is not null`)
    case 'unknown':
      return sql(`${value} is null`)
    case 'in':
      return sql(`${value} = any (${place(test.values)}::text[])`)
    case 'not-in':
      return sql(`${value} <> all (${place(test.values)}::text[])`)
    case 'at-least':
      return sql(`${value} >= ${place(test.value)}::numeric`)
    case 'at-most':
      return sql(`${value} <= ${place(test.value)}::numeric`)
    case 'between':
      return sql(`${value} between ${place(test.from)}::numeric and ${place(test.to)}::numeric`)
    case 'top-percent':
      return sql(`${value} >= ${cutoff(field.ranked!, 100 - test.percent, place, today)}`)
    case 'bottom-percent':
      return sql(`${value} <= ${cutoff(field.ranked!, test.percent, place, today)}`)
    case 'from':
      return sql(`${value} >= ${place(test.day)}::date`)
    case 'to':
      return sql(`${value} <= ${place(test.day)}::date`)
    default:
      return compileRelative(test.is, value, `${place(test.days)}::int`, today)
  }
}

/**
 * Days counted from today, which is the first of them: within the last 1 day is today. A day that comes nearer or goes by
 * makes it another on days that are known beforehand.
 */
function compileRelative(
  is: 'within-last' | 'longer-ago' | 'within-next',
  day: string,
  days: string,
  today: string,
): Compiled {
  const later = (sum: string) => `case when ${sum} > ${today} then ${sum} end`
  if (is === 'within-last')
    return {
      sql: `coalesce(${day} > ${today} - ${days} and ${day} <= ${today}, false)`,
      turns: [later(day), later(`(${day} + ${days})`)],
    }
  if (is === 'longer-ago')
    return { sql: `coalesce(${day} <= ${today} - ${days}, false)`, turns: [later(`(${day} + ${days})`)] }
  return {
    sql: `coalesce(${day} >= ${today} and ${day} < ${today} + ${days}, false)`,
    turns: [later(`(${day} - ${days} + 1)`), later(`(${day} + 1)`)],
  }
}

/** What is asked of the last twelve months is another when the month turns. */
const monthTurns = (test: Test, today: string) =>
  test.field === 'visitOutcome12m' ? [`(date_trunc('month', ${today}) + interval '1 month')::date`] : []

/** Where the part of all customers begins, as it was worked out when the month turned; null before it was ever. */
const cutoff = (indicator: string, percentile: number, place: Place, today: string) =>
  `(select k.value from warehouse.indicator_cutoffs k where k.indicator = ${place(indicator)}::text and k.percentile = ${place(percentile)}::int
    and k.month <= ${today} order by k.month desc limit 1)`

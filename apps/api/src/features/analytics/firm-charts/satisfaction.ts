import { firstDayOf, lastDayOf, monthOf, monthsUpTo } from '#features/analytics/charts/months.ts'
import { scoreOf } from '#features/service/surveys/score-figures.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { type Draw, rowOf } from './chart-reading.ts'

/** A statistic with four places: a double, written as one. */
const written = (value: number | null) => (value === null ? null : String(Math.round(value * 1e4) / 1e4))

/**
 * A score of all surveys by the month in which it was given, with its interval of 95 % and how many gave it (domain 8.1). Of fewer
 * than ten there is no figure. An anonymous answer is known by its month, so it counts here too.
 */
const scoreByMonth =
  (kind: 'csat' | 'nps'): Draw =>
  async (reading) => {
    const months = monthsUpTo(reading.query.to ?? monthOf(reading.today), reading.query.months)
    const conditions = new Conditions(`firm.scores.${kind}`)
      .addPiece('', `r.live and r.${kind} is not null`)
      .add('', firstDayOf(months[0]!), (day) => `r.answered_on >= ${day}::date`)
      .add('', lastDayOf(months.at(-1)!), (day) => `r.answered_on <= ${day}::date`)
      .add('unit', reading.unit, (unit) => `r.unit_id = ${unitsBelow(unit)}`)
    const rows = await reading.db.rows<{ month: string; score: number; n: number }>(
      conditions.name,
      `select to_char(r.answered_on, 'YYYY-MM') as month, r.${kind} as score, count(*)::int as n
       from survey_responses r ${conditions.where} group by 1, 2`,
      conditions.values,
    )
    return {
      rows: months.map((key) => {
        const counts = new Map(rows.filter(({ month }) => month === key).map(({ score, n }) => [score, n]))
        const { value, low, high, n } = scoreOf(kind, counts)
        return rowOf({ key, values: [written(value), written(low), written(high), String(n)] })
      }),
    }
  }

export const satisfaction = scoreByMonth('csat')
export const recommendation = scoreByMonth('nps')

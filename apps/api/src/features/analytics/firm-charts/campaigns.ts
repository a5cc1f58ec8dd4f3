import type { FunnelStage } from '@rapport/contract/marketing/campaign-results'
import { firstDayOf, lastDayOf, monthOf, monthsUpTo } from '#features/analytics/charts/months.ts'
import { funnelOf, returnOf, upliftOf } from '#features/marketing/campaign-results/campaign-rates.ts'
import { Conditions, unitsBelow } from '#http/conditions.ts'
import { businessDay } from '#product.ts'
import { type ChartReading, type Draw, rowOf } from './chart-reading.ts'

/** Of one period more are not told apart by eye; the list of campaigns has them all. */
const MOST = 40

/** Campaigns `k` in sight that began in the months read, with what was last counted of them, `s`. */
function sumsOf({ query, today, unit }: ChartReading, name: string) {
  const months = monthsUpTo(query.to ?? monthOf(today), query.months)
  return new Conditions(name)
    .add('', firstDayOf(months[0]!), (day) => `k.starts_on >= ${day}::date`)
    .add('', lastDayOf(months.at(-1)!), (day) => `k.starts_on <= ${day}::date`)
    .add('unit', unit, (place) => `k.unit_id = ${unitsBelow(place)}`)
}
const from = 'campaign_sums s join campaigns k on k.id = s.campaign_id'
const countedOn = (at: string | null) => (at === null ? {} : { asOf: businessDay(new Date(at)) })
const fraction = (percent: number | null) => (percent === null ? null : String(Math.round(percent * 1e5) / 1e7))

type Counts = Record<Exclude<FunnelStage, 'converted'>, number> & { converted: number | null }
type Sums = Counts & { treated: number; at: string | null; judgedSent: number; judgedInterested: number }

/**
 * How far members of all campaigns came, each stage with whoever came further (domain 10, chart 11). Conversions are those of
 * campaigns that were judged, and so is what they are set against; of none, they are not known.
 */
export const campaignFunnel: Draw = async (reading) => {
  const { name, where, values } = sumsOf(reading, 'firm.campaign-funnel')
  const [sums] = await reading.db.rows<Sums>(
    name,
    `select coalesce(sum(s.treated), 0)::int as treated, coalesce(sum(s.sent), 0)::int as sent, coalesce(sum(s.delivered), 0)::int as delivered,
       coalesce(sum(s.reached), 0)::int as reached, coalesce(sum(s.interested), 0)::int as interested, sum(s.converted)::int as converted,
       coalesce(sum(s.sent) filter (where s.converted is not null), 0)::int as "judgedSent",
       coalesce(sum(s.interested) filter (where s.converted is not null), 0)::int as "judgedInterested",
       min(nullif(s.counted_at, '-infinity')) as at
     from ${from} ${where}`,
    values,
  )
  const { at, treated, judgedSent, judgedInterested, ...counts } = sums!
  const { funnel } = funnelOf(treated, counts)
  // What was not judged yet stands in no rate of conversions.
  const judged = funnelOf(treated, { ...counts, sent: judgedSent, interested: judgedInterested })
  return {
    ...countedOn(at),
    rows: funnel.map(({ stage, count, rate }) => {
      const last = stage === 'converted'
      const ofSent = last ? judged.overall : counts.sent === 0 ? null : ((count ?? 0) / counts.sent) * 100
      return rowOf({
        key: stage,
        values: [
          count === null ? null : String(count),
          fraction(last ? judged.funnel.at(-1)!.rate : rate),
          fraction(ofSent),
        ],
      })
    }),
  }
}

interface Judged {
  id: string
  name: string
  nameZh: string
  at: string
  treated: number
  treatedMet: number | null
  heldOut: number | null
  heldOutMet: number | null
  gain: string | null
  cost: string
}
const text = (value: number | null) => (value === null ? null : String(value))

/** Each campaign beside those it held out, with the interval of 95 %, and what it brought for what it cost in CNY (domain 10, chart 12). */
export const campaignUplift: Draw = async (reading) => {
  const conditions = sumsOf(reading, 'firm.campaign-uplift')
  const rows = await reading.db.rows<Judged>(
    conditions.name,
    `select k.id, k.name, k.name_zh as "nameZh", nullif(s.counted_at, '-infinity') as at, s.treated, s.treated_met as "treatedMet",
       s.held_out as "heldOut", s.held_out_met as "heldOutMet", s.gain::text, s.cost::text
     from ${from} ${conditions.where} order by k.starts_on desc, k.id desc limit ${conditions.value(MOST)}::int`,
    conditions.values,
  )
  const oldest =
    rows
      .map(({ at }) => at)
      .filter((at) => at !== null)
      .sort()[0] ?? null
  return {
    ...countedOn(oldest),
    ...{ currency: 'CNY', currencies: ['CNY'] },
    rows: rows.map(({ id, name, nameZh, treated, treatedMet, heldOut, heldOutMet, gain, cost }) => {
      const known = treatedMet !== null && heldOut !== null && heldOutMet !== null
      const uplift = known ? upliftOf({ treated, treatedMet, heldOut, heldOutMet }) : null
      const { difference = null, low = null, high = null, extra = null, z = null } = uplift ?? {}
      return rowOf({
        ...{ key: id, label: reading.locale === 'zh-CN' ? nameZh : name },
        values: [
          ...[difference, low, high].map(text),
          ...[fraction(uplift?.treatedRate ?? null), fraction(uplift?.heldOutRate ?? null), text(extra), text(z)],
          ...[gain, cost, gain === null ? null : fraction(returnOf(gain, cost))],
        ],
      })
    }),
  }
}

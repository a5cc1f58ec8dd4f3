import { type ChartName, chartCatalogue } from '@rapport/contract/analytics/chart-catalogue'
import type { ChartAnswer } from '@rapport/contract/analytics/firm-charts'
import { type IndicatorCode, indicatorCatalogue } from '@rapport/contract/analytics/indicator-catalogue'
import { idOf } from '#testing/show.tsx'

/** What the rows of each grain are keyed by, as the API tells them. */
const keys: Record<string, { key: string; group?: string; label?: string }[]> = {
  month: [{ key: '2026-10' }, { key: '2026-11' }],
  step: ['begin', 'inflow', 'profit', 'gap', 'end'].map((key) => ({ key })),
  band: [{ key: '0', group: '10000' }, { key: '10000' }],
  cohort: [
    { key: '0', group: '2026-10' },
    { key: '1', group: '2026-10' },
  ],
  unit: [{ key: idOf(21), label: 'Suzhou' }],
  staff: [{ key: idOf(31), label: 'Li Na', group: 'Suzhou' }],
  validity: [{ key: 'valid' }, { key: 'none' }],
  hour: [{ key: '09', group: '1' }],
  quality: [{ key: 'completeness' }],
  stage: ['sent', 'delivered', 'reached', 'interested', 'converted'].map((key) => ({ key })),
  campaign: [{ key: idOf(41), label: 'Year end' }],
  flow: [
    { key: 'gold', group: 'none' },
    { key: 'gold', group: 'gold' },
  ],
}

/** A plausible answer of a chart: figures that are known, compared with a year before. */
export function answerOf(chart: ChartName): ChartAnswer {
  const { grain, columns } = chartCatalogue[chart]
  const told = Object.entries(columns).map(([name, indicator]: [string, IndicatorCode]) => ({
    name,
    indicator,
    unit: indicatorCatalogue[indicator].unit,
    target: null,
  }))
  const values = told.map(({ unit }) => (unit === 'money' ? '1500.00' : unit === 'count' ? '3' : '0.25'))
  return {
    chart,
    asOf: '2026-11-19',
    readAt: '2026-11-20T01:00:00Z',
    unitId: null,
    currency: 'CNY',
    currencies: ['CNY'],
    missing: [],
    tradingDays: null,
    names: grain === 'flow' ? { gold: 'Gold' } : {},
    columns: told,
    rows: keys[grain]!.map((row) => ({
      key: row.key,
      group: row.group ?? null,
      label: row.label ?? null,
      values,
      compared: [
        {
          with: 'year' as const,
          values: told.map(({ unit }) => (unit === 'money' ? '1000' : '2')),
          changes: told.map(() => '0.5'),
        },
      ],
      opens: grain === 'unit' ? row.key : null,
      list: { of: 'customers' as const, filter: { unit: idOf(21) } },
    })),
  }
}

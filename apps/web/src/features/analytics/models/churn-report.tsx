import type { ReportOf } from '@rapport/contract/analytics/model-reports'
import { About } from '#ui/about.tsx'
import { ChartFrame, Plot } from '#ui/chart-frame.tsx'
import { useFormat } from '#ui/format.ts'
import { Facts, Section } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import { LinePlot } from './line-plot.tsx'
import { useModelWords } from './model-words.ts'
import classes from './models.module.css'

interface Props {
  report: ReportOf<'churn'>
  asOf: string | null
}

/** How well leaving was told on customers as of a later day, and by what. */
export function ChurnReport({ report, asOf }: Props) {
  const { t } = useWords()
  const format = useFormat()
  const cases = ({ customers, left }: { customers: number; left: number }) =>
    t('model.left-of', { left: format.count(left), customers: format.count(customers) })
  return (
    <>
      <Facts
        of={[
          [
            t('model.auc'),
            <>
              {format.decimal(report.auc, 3)} <About title={t('model.auc')} text={t('model.auc.about')} />
            </>,
          ],
          [t('model.ks'), format.decimal(report.ks, 3)],
          [t('model.pr-auc'), format.decimal(report.prAuc, 3)],
          [t('model.brier'), format.decimal(report.brier, 4)],
          [t('model.lift5'), format.decimal(report.lift5)],
          [t('model.lift10'), format.decimal(report.lift10)],
          [`${t('model.trained-on')} · ${t('model.left')}`, cases(report.trained)],
          [`${t('model.tested-on')} · ${t('model.left')}`, cases(report.tested)],
        ]}
      />
      <div className={classes.columns}>
        <Roc report={report} asOf={asOf} />
        <Calibration report={report} asOf={asOf} />
      </div>
      <Coefficients report={report} />
    </>
  )
}

function Roc({ report: { roc }, asOf }: Props) {
  const { t } = useWords()
  const format = useFormat()
  const points = roc.map((point) => ({ ...point, chance: point.falsePositives }))
  const columns = [
    { name: 'falsePositives' as const, label: t('model.roc.stayed') },
    { name: 'truePositives' as const, label: t('model.roc.left') },
  ]
  return (
    <ChartFrame
      name="roc"
      title={t('model.roc')}
      definition={t('model.roc.about')}
      unit="%"
      asOf={asOf ?? undefined}
      chart={
        <Plot>
          <LinePlot
            label={t('model.roc')}
            points={points}
            x={{ name: 'falsePositives', label: t('model.roc.stayed'), percent: true }}
            lines={[
              { name: 'truePositives', label: t('model.roc.left') },
              { name: 'chance', label: t('model.roc.chance'), dashed: true },
            ]}
            percent
          />
        </Plot>
      }
      table={
        <Table
          label={t('model.roc')}
          rows={points}
          keyOf={(point) => `${point.falsePositives}/${point.truePositives}`}
          columns={columns.map(({ name, label }) => ({
            name,
            head: label,
            width: 120,
            end: true,
            cell: (point: (typeof points)[number]) => format.percent(point[name]),
          }))}
        />
      }
    />
  )
}

function Calibration({ report, asOf }: Props) {
  const { t } = useWords()
  const format = useFormat()
  const points = report.calibration.map((bin, place) => ({ ...bin, tenth: place + 1 }))
  return (
    <ChartFrame
      name="calibration"
      title={t('model.calibration')}
      definition={t('model.calibration.about')}
      unit="%"
      asOf={asOf ?? undefined}
      chart={
        <Plot>
          <LinePlot
            label={t('model.calibration')}
            points={points}
            x={{ name: 'tenth', label: t('model.tenth') }}
            lines={[
              { name: 'predicted', label: t('model.predicted') },
              { name: 'observed', label: t('model.observed') },
            ]}
            percent
          />
        </Plot>
      }
      table={
        <Table
          label={t('model.calibration')}
          rows={points}
          keyOf={({ tenth }) => String(tenth)}
          columns={[
            { name: 'tenth', head: t('model.tenth'), width: 70, cell: ({ tenth }) => tenth },
            { name: 'count', head: t('model.customers'), width: 90, end: true, cell: (bin) => format.count(bin.count) },
            {
              name: 'predicted',
              head: t('model.predicted'),
              width: 90,
              end: true,
              cell: (bin) => format.percent(bin.predicted),
            },
            {
              name: 'observed',
              head: t('model.observed'),
              width: 90,
              end: true,
              cell: (bin) => format.percent(bin.observed),
            },
          ]}
        />
      }
    />
  )
}

function Coefficients({ report }: { report: ReportOf<'churn'> }) {
  const { t } = useWords()
  const format = useFormat()
  const { feature } = useModelWords()
  const nameOf = (name: string, is: string | null) => {
    if (is === null) return feature(name)
    return is === 'missing'
      ? t('model.is-missing', { feature: feature(name) })
      : t('model.is', { feature: feature(name), value: is })
  }
  return (
    <Section
      title={t('model.coefficients')}
      actions={<About title={t('model.coefficients')} text={t('model.coefficients.about')} />}
    >
      <Table
        label={t('model.coefficients')}
        rows={report.coefficients}
        keyOf={(row) => `${row.feature}/${row.is}`}
        columns={[
          { name: 'input', head: t('model.input'), width: 220, cell: (row) => nameOf(row.feature, row.is) },
          {
            name: 'weight',
            head: t('model.weight'),
            width: 90,
            end: true,
            cell: (row) => format.decimal(row.weight, 3),
          },
        ]}
      />
    </Section>
  )
}

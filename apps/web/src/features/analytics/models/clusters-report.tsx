import type { ReportOf } from '@rapport/contract/analytics/model-reports'
import { ChartFrame, Plot } from '#ui/chart-frame.tsx'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { LinePlot } from './line-plot.tsx'
import { useModelWords } from './model-words.ts'

type Report = ReportOf<'clusters'>
type Cluster = Report['clusters'][number]

/** So many deviations from all customers are worth a word. */
const NOTABLE = 0.6

/** The clusters with sizes and what they are like, and how well each number of them separates. */
export function ClustersReport({ report, asOf }: { report: Report; asOf: string | null }) {
  const { t } = useWords()
  const format = useFormat()
  const describe = useDescription()
  return (
    <>
      <Section title={t('model.kind.clusters')}>
        <Table
          label={t('model.kind.clusters')}
          rows={report.clusters}
          keyOf={({ name }) => name}
          columns={[
            {
              name: 'name',
              head: t('model.kind.clusters'),
              width: 90,
              cell: ({ name }) => t('model.cluster', { name }),
            },
            { name: 'n', head: t('model.customers'), width: 90, end: true, cell: (row) => format.count(row.customers) },
            { name: 'share', head: t('model.share'), width: 80, end: true, cell: (row) => format.percent(row.share) },
            { name: 'what', head: t('model.what-it-is'), width: 320, cell: describe },
          ]}
        />
      </Section>
      <ChartFrame
        name="silhouette"
        title={t('model.silhouette.by-k')}
        definition={t('model.silhouette.about')}
        unit="−1 … 1"
        asOf={asOf ?? undefined}
        chart={
          <Plot>
            <LinePlot
              label={t('model.silhouette.by-k')}
              points={report.tried.map(({ clusters, silhouette, stability }) => ({ clusters, silhouette, stability }))}
              x={{ name: 'clusters', label: t('model.clusters') }}
              lines={[
                { name: 'silhouette', label: t('model.silhouette') },
                { name: 'stability', label: t('model.stability') },
              ]}
            />
          </Plot>
        }
        table={<Tried report={report} />}
      />
    </>
  )
}

function Tried({ report }: { report: Report }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <Table
      label={t('model.silhouette.by-k')}
      rows={report.tried}
      keyOf={({ clusters }) => String(clusters)}
      columns={[
        {
          name: 'clusters',
          head: t('model.clusters'),
          width: 110,
          cell: ({ clusters }) => (
            <>
              {clusters} {clusters === report.chosen && <Tag tone="blue">{t('model.chosen')}</Tag>}
            </>
          ),
        },
        {
          name: 's',
          head: t('model.silhouette'),
          width: 90,
          end: true,
          cell: (row) => format.decimal(row.silhouette, 3),
        },
        {
          name: 'a',
          head: t('model.stability'),
          width: 90,
          end: true,
          cell: (row) => format.decimal(row.stability, 3),
        },
        { name: 'm', head: t('model.smallest'), width: 90, end: true, cell: (row) => format.percent(row.smallest) },
      ]}
    />
  )
}

/** What a cluster is like, in words: by what it differs most from all customers. */
function useDescription() {
  const { t } = useWords()
  const { feature } = useModelWords()
  return ({ centroid }: Cluster) => {
    const notable = centroid
      .filter(({ deviations }) => Math.abs(deviations) >= NOTABLE)
      .sort((one, other) => Math.abs(other.deviations) - Math.abs(one.deviations))
      .slice(0, 4)
    if (notable.length === 0) return t('model.average')
    return notable
      .map((one) => t(one.deviations > 0 ? 'model.high' : 'model.low', { feature: feature(one.feature) }))
      .join(' · ')
  }
}

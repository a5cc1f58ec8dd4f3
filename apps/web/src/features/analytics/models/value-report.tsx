import type { ReportOf } from '@rapport/contract/analytics/model-reports'
import { useFormat } from '#ui/format.ts'
import { Facts, Section } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import { useModelWords } from './model-words.ts'

/** The parts of the score with their weights, what all customers bring and cost, and how points are spread. */
export function ValueReport({ report }: { report: ReportOf<'value'> }) {
  const { t } = useWords()
  const format = useFormat()
  const { feature } = useModelWords()
  return (
    <>
      <Facts
        of={[
          [t('model.contribution'), format.compact(report.contribution)],
          [t('model.cost'), format.compact(report.cost)],
          ...report.weights.map(({ part, weight }): [string, string] => [
            t('model.setting.weight', { part: feature(part) }),
            format.decimal(weight, [0, 2]),
          ]),
        ]}
      />
      <Section title={t('model.bands')}>
        <Table
          label={t('model.bands')}
          rows={report.bands}
          keyOf={({ from }) => String(from)}
          columns={[
            { name: 'points', head: t('model.points'), width: 100, cell: ({ from }) => `${from}–${from + 10}` },
            {
              name: 'customers',
              head: t('model.customers'),
              width: 100,
              end: true,
              cell: ({ customers }) => format.count(customers),
            },
          ]}
        />
      </Section>
    </>
  )
}

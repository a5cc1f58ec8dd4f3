import { Button } from '@mantine/core'
import { type QualitySample, qualitySamples } from '@rapport/contract/administration/quality-samples'
import { useMemo, useState } from 'react'
import { useAskPages } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { useAddress, withParam } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Day, Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { Interval } from './accuracy-text.tsx'
import { DrawSample } from './draw-sample.tsx'
import { SampleSheet } from './sample-sheet.tsx'
import { SampleState } from './sample-state.tsx'

/** Samples that people check by hand, latest first; the one that is looked at is in the URL. */
export function SamplesView() {
  const { get } = useAddress()
  const opened = get('sample')
  return opened ? <SampleSheet key={opened} id={opened} /> : <SampleList />
}

function SampleList() {
  const { t } = useWords()
  const { params, change } = useAddress()
  const [drawing, setDrawing] = useState(false)
  const columns = useSampleColumns()
  const pages = useAskPages(qualitySamples.list, { query: {} })
  return (
    <>
      <DataTable<QualitySample>
        name="quality-samples"
        label={t('quality.view.samples')}
        columns={columns}
        pages={pages}
        keyOf={({ id }) => id}
        hrefOf={({ id }) => withParam(params, 'sample', id)}
        lineOf={(row) => ({
          first: row.item.name,
          second: (
            <>
              {row.businessDate} · {row.accuracy ? <Share of={row} /> : row.drawnBy}
            </>
          ),
          end: <SampleState of={row} />,
        })}
        tools={
          <Allowed to={qualitySamples.draw}>
            <Button onClick={() => setDrawing(true)}>{t('sample.draw')}</Button>
          </Allowed>
        }
        empty={<Empty title={t('sample.none')}>{t('sample.none.text')}</Empty>}
      />
      {drawing && <DrawSample onClose={() => setDrawing(false)} onDrawn={({ id }) => change({ sample: id })} />}
    </>
  )
}

function Share({ of: { accuracy } }: { of: QualitySample }) {
  const format = useFormat()
  return <span className="figures">{format.percent(accuracy?.share)}</span>
}

function useSampleColumns() {
  const { t } = useWords()
  const format = useFormat()
  return useMemo(
    (): Column<QualitySample>[] => [
      { name: 'item', head: t('item.one'), width: 160, cell: ({ item }) => item.name },
      { name: 'day', head: t('run.business-date'), width: 116, cell: (row) => <Day on={row.businessDate} /> },
      { name: 'state', head: t('run.state'), width: 100, cell: (row) => <SampleState of={row} /> },
      {
        name: 'drawn',
        head: t('sample.drawn'),
        width: 70,
        end: true,
        cell: ({ drawn }) => <span className="figures">{format.count(drawn)}</span>,
      },
      { name: 'share', head: t('quality.accuracy'), width: 90, end: true, cell: (row) => <Share of={row} /> },
      {
        name: 'interval',
        head: t('sample.interval.head'),
        width: 280,
        grow: 2,
        cell: ({ accuracy }) => (accuracy ? <Interval of={accuracy} /> : '–'),
      },
      { name: 'by', head: t('sample.drawn-by'), width: 110, cell: ({ drawnBy }) => drawnBy ?? '–' },
      { name: 'at', head: t('sample.drawn-at'), width: 150, cell: (row) => <Instant at={row.drawnAt} /> },
      {
        name: 'closed-by',
        head: t('sample.closed-by'),
        width: 110,
        optional: true,
        cell: (row) => row.closedBy ?? '–',
      },
      { name: 'closed', head: t('sample.closed-at'), width: 150, cell: (row) => <Instant at={row.closedAt} /> },
    ],
    [t, format.count],
  )
}

import type { TileOf } from '@rapport/contract/analytics/dashboard-tiles'
import { isGrouped } from '@rapport/contract/analytics/report-definition'
import { type Report, reports } from '@rapport/contract/analytics/reports'
import { Refusal } from '@rapport/contract/client'
import { useMemo, useState } from 'react'
import { useAsk } from '#api/query.ts'
import { OpenPage } from '#features/analytics/charts/open-page.tsx'
import { TilePlace } from '#features/analytics/charts/tile-place.ts'
import { GroupsTable } from '#features/analytics/reports/groups-table.tsx'
import { RecordsTable } from '#features/analytics/reports/records-table.tsx'
import { ReportChart } from '#features/analytics/reports/report-chart.tsx'
import { useAnswer } from '#features/analytics/reports/use-answer.ts'
import { Day } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './dashboards.module.css'

/** Rows that a tile shows of a table; all of them are on the report's page. */
const ROWS = 12

interface Props {
  tile: TileOf<'report'>
  name: string
}

/** A kept report as a tile; one that is not shared with the viewer says so. */
export function ReportTile({ tile, name }: Props) {
  const { t } = useWords()
  const answer = useAsk(reports.open, { params: { id: tile.report } })
  const title = answer.data?.name ?? t('dashboard.report')
  const page = `/reports/${tile.report}`
  const place = useMemo(() => ({ name, page, as: tile.as }), [name, page, tile.as])
  const hidden = answer.error instanceof Refusal && answer.error.status === 404
  return (
    <TilePlace value={place}>
      <Section title={title} actions={answer.data && <OpenPage to={page} title={title} />}>
        {hidden ? (
          <p role="status" className={classes.quiet}>
            {t('dashboard.report.hidden')}
          </p>
        ) : (
          <Answered answer={answer} lines={6}>
            {(report) => <Said report={report} as={tile.as} />}
          </Answered>
        )}
      </Section>
    </TilePlace>
  )
}

function Said({ report: { name, definition }, as }: { report: Report; as: 'chart' | 'table' }) {
  const { t } = useWords()
  const format = useFormat()
  const [sort, setSort] = useState(definition.sort)
  const result = useAnswer({ ...definition, sort })
  const drawn = as === 'chart' && definition.groups.length > 0
  return (
    <Answered answer={result} lines={6}>
      {({ asked, answer }) => {
        const shown = { ...answer, rows: drawn ? answer.rows : answer.rows.slice(0, ROWS) }
        const grouped = isGrouped(asked)
        return (
          <>
            <p className={classes.quiet}>
              {t('report-builder.rows', { shown: format.count(shown.rows.length), total: format.count(answer.total) })}{' '}
              · {t('ui.as-of')} <Day on={answer.to ?? answer.today} />
            </p>
            {drawn ? (
              <ReportChart data={{ asked, answer: shown }} label={name} as="columns" />
            ) : grouped ? (
              <GroupsTable label={name} asked={asked} answer={shown} sort={setSort} />
            ) : (
              <RecordsTable label={name} asked={asked} answer={shown} sort={setSort} />
            )}
          </>
        )
      }}
    </Answered>
  )
}

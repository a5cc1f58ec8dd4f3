import { SegmentedControl } from '@mantine/core'
import { isGrouped, type ReportDefinition } from '@rapport/contract/analytics/report-definition'
import type { ReactNode } from 'react'
import { useAddress } from '#ui/address.ts'
import { Day } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Empty, Failed, Skeleton } from '#ui/states.tsx'
import { fieldText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { BehindPart } from './behind-part.tsx'
import { behindIn } from './draft.ts'
import { GroupsTable } from './groups-table.tsx'
import { RecordsTable } from './records-table.tsx'
import { ReportChart } from './report-chart.tsx'
import classes from './reports.module.css'
import { type Answered, useAnswer } from './use-answer.ts'
import type { Draft } from './use-draft.ts'

interface Props {
  title: string
  draft: Draft
  names: Readonly<Record<string, string>>
  /** What can be saved of the answer. */
  tools: (data: Answered) => ReactNode
}

/** What the report says now, as a table or a chart, or the rows behind one of its figures. */
export function AnswerPart({ title, draft, names, tools }: Props) {
  const { t } = useWords()
  const { get } = useAddress()
  const result = useAnswer(draft.whole)
  const behind = behindIn(get('behind'))
  const { data, error } = result
  const sort = (next: ReportDefinition['sort']) => draft.set({ ...draft.draft, sort: next })
  if (!draft.whole) {
    const said = draft.problems.map(({ code }) => (code.startsWith('report.') ? fieldText(code) : null)).find(Boolean)
    return <p role="status">{said ?? t('report-builder.incomplete')}</p>
  }
  if (error) return <Failed error={error} retry={() => void result.refetch()} />
  if (!data) return <Skeleton lines={10} />
  if (behind && isGrouped(data.asked) && behind.keys.length <= data.asked.groups.length)
    return <BehindPart definition={data.asked} of={behind} names={names} data={data} />
  return (
    <div aria-busy={result.isFetching} data-changing={result.isPlaceholderData || undefined} className={classes.answer}>
      <Head data={data} tools={tools(data)} />
      {data.answer.rows.length === 0 ? (
        isGrouped(data.asked) && data.asked.groups.length === 0 ? (
          <GroupsTable label={title} {...data} sort={sort} />
        ) : (
          <Empty title={t('report-builder.none')}>{t('report-builder.none.text')}</Empty>
        )
      ) : (
        <Shown title={title} data={data} sort={sort} />
      )}
    </div>
  )
}

const drawn = ['table', 'columns', 'line'] as const
type Drawn = (typeof drawn)[number]

function useDrawn(): [Drawn, (next: string) => void] {
  const { get, change } = useAddress()
  const as = drawn.find((one) => one === get('as')) ?? 'table'
  return [as, (next) => change({ as: next === 'table' ? null : next }, { replace: true })]
}

function Head({ data: { asked, answer }, tools }: { data: Answered; tools: ReactNode }) {
  const { t } = useWords()
  const format = useFormat()
  const [as, draw] = useDrawn()
  const grouped = isGrouped(asked)
  const counts = { shown: format.count(answer.rows.length), total: format.count(answer.total) }
  return (
    <div className={classes.head}>
      <p className={classes.about}>
        {(!grouped || asked.groups.length > 0) && (
          <span role="status">{t(grouped ? 'report-builder.groups-shown' : 'report-builder.rows', counts)} · </span>
        )}
        {answer.from && answer.to ? (
          t('report-builder.of-days', { from: answer.from, to: answer.to })
        ) : (
          <>
            {t('ui.as-of')} <Day on={answer.today} />
          </>
        )}
        {answer.morePivots && ` · ${t('report-builder.more-pivots', { count: answer.pivots.length })}`}
      </p>
      {grouped && asked.groups.length > 0 && (
        <SegmentedControl
          size="xs"
          aria-label={t('ui.chart.as')}
          value={as}
          data={[
            { value: 'table', label: t('ui.chart.table') },
            { value: 'columns', label: t('report-builder.chart.columns') },
            { value: 'line', label: t('report-builder.chart.line') },
          ]}
          onChange={draw}
        />
      )}
      {tools}
    </div>
  )
}

function Shown({
  title,
  data,
  sort,
}: {
  title: string
  data: Answered
  sort: (next: ReportDefinition['sort']) => void
}) {
  const [as] = useDrawn()
  if (!isGrouped(data.asked)) return <RecordsTable label={title} {...data} sort={sort} />
  if (as === 'table' || data.asked.groups.length === 0) return <GroupsTable label={title} {...data} sort={sort} />
  return <ReportChart data={data} label={title} as={as} />
}

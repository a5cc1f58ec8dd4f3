import { Button } from '@mantine/core'
import { type ReportDefinition, type ReportGroup, recordsBehind } from '@rapport/contract/analytics/report-definition'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from 'react-router'
import { useAddress } from '#ui/address.ts'
import { UNDEFINED, useFormat } from '#ui/format.ts'
import { Empty, Failed, Skeleton } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import type { Behind } from './draft.ts'
import { RecordsTable } from './records-table.tsx'
import { fieldWord, valueWord } from './report-words.ts'
import classes from './reports.module.css'
import { type Answered, useAnswer } from './use-answer.ts'

interface Props {
  definition: ReportDefinition
  of: Behind
  names: Readonly<Record<string, string>>
  data: Answered
}

/** The rows behind one figure: as many as its group has. */
export function BehindPart({ definition, of, names, data }: Props) {
  const { t } = useWords()
  const format = useFormat()
  const { params } = useAddress()
  const { keys, pivotKey } = of
  const result = useAnswer(recordsBehind(definition, keys, pivotKey))
  const { subject, groups, pivot } = definition
  const row = data.answer.rows.find((one) => JSON.stringify(one.keys) === JSON.stringify(keys))
  const column = data.answer.pivots.find(({ key }) => key === pivotKey)
  const said = ({ field }: ReportGroup, key: string | null, label: string | null | undefined) =>
    `${fieldWord(subject, field)}: ${key === null ? UNDEFINED : valueWord(subject, field, label ?? names[key] ?? key)}`
  const number = [
    ...keys.map((key, at) => said(groups[at]!, key, row?.cells[at])),
    ...(pivot && pivotKey !== undefined ? [said(pivot, pivotKey, column?.label)] : []),
  ].join(' · ')
  const title = t('report-builder.behind', { number: number || t('report-builder.behind.everything') })
  const back = new URLSearchParams(params)
  back.delete('behind')
  return (
    <section aria-label={title} className={classes.answer}>
      <div className={classes.head}>
        <h2 className={classes.behind}>{title}</h2>
        <Button component={Link} to={`?${back}`} variant="default" size="xs" leftSection={<IconArrowLeft size={14} />}>
          {t('report-builder.behind.back')}
        </Button>
      </div>
      {result.error ? (
        <Failed error={result.error} retry={() => void result.refetch()} />
      ) : !result.data ? (
        <Skeleton lines={8} />
      ) : result.data.answer.rows.length === 0 ? (
        <Empty title={t('report-builder.none')}>{t('report-builder.none.text')}</Empty>
      ) : (
        <>
          <p className={classes.about} role="status">
            {t('report-builder.rows', {
              shown: format.count(result.data.answer.rows.length),
              total: format.count(result.data.answer.total),
            })}
          </p>
          <RecordsTable label={title} {...result.data} />
        </>
      )}
    </section>
  )
}

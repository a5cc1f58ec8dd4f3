import type { SurveyRow } from '@rapport/contract/service/survey-shapes'
import { surveys } from '@rapport/contract/service/surveys'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import type { Column } from '#ui/columns.ts'
import { Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'
import { SurveyMark } from './survey-state.tsx'
import { useBoth } from './survey-words.ts'

/** Surveys, the latest first, with how many of those asked have answered. */
export function SurveyList() {
  const { t } = useWords()
  const format = useFormat()
  const phone = usePhone()
  const { nameOf } = useBoth()
  const answer = useAsk(surveys.list)
  const link = (one: SurveyRow) => <Link to={`/surveys/${one.id}`}>{nameOf(one)}</Link>
  const rate = ({ asked, answered }: SurveyRow) => format.percent(asked === 0 ? null : answered / asked)
  const columns: Column<SurveyRow>[] = [
    { name: 'name', head: t('survey.name'), width: 220, cell: link },
    { name: 'state', head: t('survey.state'), width: 140, cell: (one) => <SurveyMark of={one} /> },
    { name: 'asked', head: t('survey.asked'), width: 90, end: true, cell: (one) => format.count(one.asked) },
    { name: 'answered', head: t('survey.answered'), width: 90, end: true, cell: (one) => format.count(one.answered) },
    { name: 'rate', head: t('survey.rate'), about: t('survey.rate.about'), width: 110, end: true, cell: rate },
    { name: 'answers', head: t('survey.answers'), width: 90, end: true, cell: (one) => format.count(one.answers) },
    { name: 'begun', head: t('survey.begun'), width: 130, cell: (one) => <Instant at={one.createdAt} /> },
  ]
  return (
    <Answered answer={answer} lines={4}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={t('surveys.none')}>{t('surveys.none.text')}</Empty>
        ) : phone ? (
          <TwoLines
            label={t('surveys.title')}
            rows={items}
            keyOf={({ id }) => id}
            first={link}
            state={(one) => <SurveyMark of={one} />}
            second={(one) => `${t('survey.answers')} ${format.count(one.answers)} · ${t('survey.rate')} ${rate(one)}`}
          />
        ) : (
          <Table label={t('surveys.title')} columns={columns} rows={items} keyOf={({ id }) => id} />
        )
      }
    </Answered>
  )
}

import { type SurveyQuestion, surveyQuestions } from '@rapport/contract/service/survey-questions'
import { useAsk } from '#api/query.ts'
import type { Column } from '#ui/columns.ts'
import { useFormat } from '#ui/format.ts'
import { Answered, Empty } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'
import { useBoth } from './survey-words.ts'

/** The latest version of each question of the bank. */
export const latestOf = (items: readonly SurveyQuestion[]) =>
  items.filter(({ code }, i) => items.findIndex((other) => other.code === code) === i)

export function QuestionList() {
  const { t } = useWords()
  const format = useFormat()
  const phone = usePhone()
  const { textOf } = useBoth()
  const answer = useAsk(surveyQuestions.list)
  const options = (one: SurveyQuestion) => one.options.map(textOf).join(t('survey.and'))
  const columns: Column<SurveyQuestion>[] = [
    { name: 'code', head: t('survey-question.code'), width: 120, cell: ({ code }) => code },
    { name: 'text', head: t('survey-question.text'), width: 300, cell: textOf },
    { name: 'kind', head: t('survey-question.kind'), width: 150, cell: ({ kind }) => t(`question-kind.${kind}`) },
    { name: 'options', head: t('survey-question.options'), width: 220, cell: options },
    {
      name: 'version',
      head: t('survey-question.version'),
      width: 80,
      end: true,
      cell: ({ version }) => format.count(version),
    },
  ]
  return (
    <Answered answer={answer} lines={6}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={t('survey-questions.none')}>{t('survey-questions.none.text')}</Empty>
        ) : phone ? (
          <TwoLines
            label={t('survey-questions.title')}
            rows={latestOf(items)}
            keyOf={({ id }) => id}
            first={textOf}
            second={({ kind, code }) => `${t(`question-kind.${kind}`)} · ${code}`}
          />
        ) : (
          <Table label={t('survey-questions.title')} columns={columns} rows={latestOf(items)} keyOf={({ id }) => id} />
        )
      }
    </Answered>
  )
}

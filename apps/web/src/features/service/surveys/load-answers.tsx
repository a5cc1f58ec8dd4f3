import { FileInput } from '@mantine/core'
import { isScore } from '@rapport/contract/service/survey-flow'
import type { Survey } from '@rapport/contract/service/survey-shapes'
import { surveys } from '@rapport/contract/service/surveys'
import { useState } from 'react'
import { useSend } from '#api/query.ts'
import { SelectField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { Section } from '#ui/page.tsx'
import { fieldText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { changedSurveys } from './refresh.ts'
import { useBoth } from './survey-words.ts'
import classes from './surveys.module.css'

const orders = ['year-month-day', 'day-month-year', 'month-day-year'] as const

/** Takes over answers of another tool from a CSV file. */
export function LoadAnswers({ survey }: { survey: Survey }) {
  const { t } = useWords()
  const { textOf } = useBoth()
  const [file, setFile] = useState<{ content: string; names: string[] }>()
  const send = useSend(surveys.load, { refresh: changedSurveys })
  const { questions } = survey.versions.find(({ state }) => state === 'live')!
  const scored = questions.filter(({ kind }) => isScore(kind))
  const written = questions.filter(({ kind }) => kind === 'text')
  const read = async (chosen: File | null) => {
    send.reset()
    const content = await chosen?.text()
    setFile(content ? { content, names: columnNames(content) } : undefined)
  }
  if (scored.length === 0) return null
  const columns = (file?.names ?? []).map((name) => ({ value: name, label: name }))
  const choices = (of: typeof questions) => of.map((question) => ({ value: question.code, label: textOf(question) }))
  const told = send.data
  return (
    <Section title={t('survey.load')}>
      <p>{t('survey.load.text')}</p>
      <FileInput
        className={classes.narrow}
        label={t('survey.file')}
        accept=".csv,text/csv"
        clearable
        clearButtonProps={{ 'aria-label': t('ui.clear') }}
        onChange={(chosen) => void read(chosen)}
      />
      {file && (
        <Form
          light
          key={file.names.join()}
          of={surveys.load.body}
          from={{
            content: file.content,
            dates: 'year-month-day',
            scoreQuestion: scored[0]!.code,
            textQuestion: written[0]?.code ?? null,
            columns: { date: '', score: '', text: null, topic: null },
          }}
          send={t('survey.load.take')}
          onSend={async (body) => {
            await send.mutateAsync({ params: { id: survey.id }, body })
          }}
        >
          <Fields>
            <SelectField name="columns.date" label={t('survey.column.date')} required choices={columns} />
            <SelectField
              name="dates"
              label={t('survey.dates')}
              required
              choices={orders.map((value) => ({ value, label: t(`survey.dates.${value}`) }))}
            />
            <SelectField name="columns.score" label={t('survey.column.score')} required choices={columns} />
            <SelectField name="scoreQuestion" label={t('survey.score-question')} required choices={choices(scored)} />
            <SelectField name="columns.text" label={t('survey.column.text')} clearable choices={columns} />
            <SelectField name="textQuestion" label={t('survey.text-question')} clearable choices={choices(written)} />
            <SelectField name="columns.topic" label={t('survey.column.topic')} clearable choices={columns} />
          </Fields>
        </Form>
      )}
      {told && (
        <div role="status">
          <p>{t('survey.loaded', { taken: told.taken, known: told.known, refused: told.refusedRows })}</p>
          <ul>
            {told.refused.map(({ line, code }) => (
              <li key={line}>
                {t('survey.line', { line })}: {fieldText(code)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  )
}

/** The names at the head of a CSV file. The server reads the file itself; this is to choose from. */
const columnNames = (content: string) => [
  ...new Set(
    (content.replace(/^\ufeff/, '').split(/\r?\n|\r/, 1)[0] ?? '')
      .split(',')
      .map((name) => name.trim().replace(/^"|"$/g, ''))
      .filter(Boolean),
  ),
]

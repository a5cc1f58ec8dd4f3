import { Button, Select, Switch } from '@mantine/core'
import type { SurveyQuestion } from '@rapport/contract/service/survey-questions'
import type { SurveyDefinition } from '@rapport/contract/service/survey-shapes'
import { useController, useFormContext } from 'react-hook-form'
import { fieldText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { ItemJumps } from './item-jumps.tsx'
import { latestOf } from './question-list.tsx'
import { useBoth } from './survey-words.ts'
import classes from './surveys.module.css'

type Item = SurveyDefinition['items'][number]

/** The questions of a survey in their order, each with where its answers lead. */
export function SurveyItems({ bank }: { bank: readonly SurveyQuestion[] }) {
  const { t } = useWords()
  const { textOf } = useBoth()
  const { field } = useController({ name: 'definition.items' })
  const { formState } = useFormContext()
  const items = field.value as Item[]
  const by = new Map(bank.map((question) => [question.id, question]))
  const asked = items.map(({ questionId }) => by.get(questionId))
  const codes = asked.map((question) => question?.code)
  const left = latestOf(bank).filter(({ code }) => !codes.includes(code))
  const put = (next: Item[]) => field.onChange(next)
  const change = (at: number, part: Partial<Item>) => put(items.map((one, i) => (i === at ? { ...one, ...part } : one)))
  const swap = (at: number, with_: number) => {
    const next = [...items]
    ;[next[at], next[with_]] = [next[with_]!, next[at]!]
    put(next)
  }
  const faults = (formState.errors.definition as { items?: Fault } | undefined)?.items
  return (
    <fieldset className={classes.group}>
      <legend>{t('survey.questions')}</legend>
      <ol className={classes.items}>
        {items.map((item, at) => (
          <li key={item.questionId} className={classes.item}>
            <header>
              <span className={classes.words}>
                {at + 1}. {asked[at] ? textOf(asked[at]) : item.questionId}{' '}
                <span className={classes.small}>{asked[at] && t(`question-kind.${asked[at].kind}`)}</span>
              </span>
              <Switch
                label={t('survey.required')}
                checked={item.required}
                onChange={({ currentTarget }) => change(at, { required: currentTarget.checked })}
              />
              <Button
                size="compact-sm"
                variant="default"
                disabled={at === 0}
                onClick={() => swap(at, at - 1)}
                aria-label={t('survey.up-n', { n: at + 1 })}
              >
                ↑
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                disabled={at === items.length - 1}
                onClick={() => swap(at, at + 1)}
                aria-label={t('survey.down-n', { n: at + 1 })}
              >
                ↓
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => put(items.filter((_, i) => i !== at))}
                aria-label={t('survey.remove-n', { n: at + 1 })}
              >
                {t('survey.remove')}
              </Button>
            </header>
            {asked[at] && (
              <ItemJumps
                question={asked[at]}
                others={asked.flatMap((one, i) =>
                  one && i !== at ? [{ value: one.code, label: `${i + 1}. ${textOf(one)}` }] : [],
                )}
                jumps={item.jumps}
                onJumps={(jumps) => change(at, { jumps })}
              />
            )}
            {messageAt(faults, at) && (
              <p role="alert" className={classes.error}>
                {fieldText(messageAt(faults, at))}
              </p>
            )}
          </li>
        ))}
      </ol>
      {typeof faults?.message === 'string' && (
        <p role="alert" className={classes.error}>
          {fieldText(faults.message)}
        </p>
      )}
      <Select
        label={t('survey.add-question')}
        searchable
        nothingFoundMessage={t('ui.nothing-found')}
        data={left.map((question) => ({
          value: question.id,
          label: `${textOf(question)} · ${t(`question-kind.${question.kind}`)}`,
        }))}
        value={null}
        onChange={(questionId) => questionId && put([...items, { questionId, required: true, jumps: [] }])}
        className={classes.narrow}
        w="100%"
      />
    </fieldset>
  )
}

type Fault = { message?: string } & Partial<Record<number, { message?: string }>>
const messageAt = (faults: Fault | undefined, at: number) => faults?.[at]?.message

import { Checkbox, Radio, Stack, Textarea } from '@mantine/core'
import { isScore, type ScoreKind, scales } from '@rapport/contract/service/survey-flow'
import type { LinkAnswer } from '@rapport/contract/service/survey-links'
import type { AskedQuestion } from '@rapport/contract/service/survey-shapes'
import { type ReactNode, useId } from 'react'
import type { Locale } from '#words/words.ts'
import { useWords } from '#words/words.ts'
import classes from './survey-form.module.css'

interface Props {
  question: AskedQuestion
  locale: Locale
  answer: LinkAnswer | undefined
  onAnswer: (answer: LinkAnswer) => void
  /** What is wrong with it, in words. */
  error?: string | undefined
}

/** One question in the reader's language, reached and answered by keyboard alone. */
export function QuestionField({ question, locale, answer, onAnswer, error }: Props) {
  const { t } = useWords()
  const id = useId()
  const { code, kind, required, options } = question
  const words = locale === 'en' ? question.text : question.textZh
  const set = (part: Partial<LinkAnswer>) => onAnswer({ question: code, score: null, choices: [], text: null, ...part })
  const named = options.map((option) => ({ value: option.code, label: locale === 'en' ? option.text : option.textZh }))
  const about = error ? { 'aria-describedby': `${id}-error` } : {}
  const body: ReactNode = isScore(kind) ? (
    <Scale kind={kind} name={id} score={answer?.score ?? null} onScore={(score) => set({ score })} />
  ) : kind === 'text' ? (
    <Textarea
      aria-label={words}
      autosize
      minRows={3}
      maxRows={10}
      maxLength={2000}
      value={answer?.text ?? ''}
      onChange={({ currentTarget }) => set({ text: currentTarget.value || null })}
    />
  ) : kind === 'single' ? (
    <Stack gap={8}>
      {named.map(({ value, label }) => (
        <Radio
          key={value}
          name={id}
          value={value}
          label={label}
          checked={answer?.choices.includes(value) ?? false}
          onChange={() => set({ choices: [value] })}
        />
      ))}
    </Stack>
  ) : (
    <Stack gap={8}>
      {named.map(({ value, label }) => {
        const chosen = answer?.choices ?? []
        const others = chosen.filter((one) => one !== value)
        return (
          <Checkbox
            key={value}
            label={label}
            checked={chosen.includes(value)}
            onChange={({ currentTarget }) => set({ choices: currentTarget.checked ? [...others, value] : others })}
          />
        )
      })}
    </Stack>
  )
  return (
    <fieldset className={classes.question} id={`question-${code}`} tabIndex={-1} {...about}>
      <legend>
        {words} {!required && <span className={classes.optional}>{t('survey-link.optional')}</span>}
      </legend>
      {body}
      {error && (
        <p id={`${id}-error`} role="alert" className={classes.error}>
          {error}
        </p>
      )}
    </fieldset>
  )
}

interface ScaleProps {
  kind: ScoreKind
  name: string
  score: number | null
  onScore: (score: number) => void
}

/** The scores of a scale side by side, with what its ends mean: a radio group, so arrows move along it. */
function Scale({ kind, name, score, onScore }: ScaleProps) {
  const { t } = useWords()
  const [lowest, highest] = scales[kind]
  return (
    <>
      <div className={classes.scale}>
        {Array.from({ length: highest - lowest + 1 }, (_, i) => lowest + i).map((value) => (
          <label key={value} className={classes.score}>
            <input
              type="radio"
              className="visually-hidden"
              name={name}
              value={value}
              checked={score === value}
              onChange={() => onScore(value)}
            />
            <span>{value}</span>
          </label>
        ))}
      </div>
      <div className={classes.ends} aria-hidden>
        <span>{t(`survey-link.${kind}.low`)}</span>
        <span>{t(`survey-link.${kind}.high`)}</span>
      </div>
    </>
  )
}

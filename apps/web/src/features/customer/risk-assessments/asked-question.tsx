import { Checkbox, Radio } from '@mantine/core'
import type { QuestionnaireDefinition } from '@rapport/contract/customer/questionnaires'
import { useWords } from '#words/words.ts'
import classes from './risk-assessments.module.css'

interface Props {
  number: number
  question: QuestionnaireDefinition['questions'][number]
  chosen: readonly string[]
  onChoose: (chosen: string[]) => void
  error?: string | undefined
}

/** One question with its options, in the reader's language; points are not shown, so that nobody answers by them. */
export function AskedQuestion({ number, question, chosen, onChoose, error }: Props) {
  const { t, locale } = useWords()
  const { code, many, options } = question
  const said = (one: { text: string; textZh: string }) => (locale === 'zh-CN' ? one.textZh : one.text)
  const id = `answers.${code}`
  return (
    <fieldset className={classes.question} id={id} tabIndex={-1} {...(error && { 'aria-describedby': `${id}-error` })}>
      <legend>
        {number}. {said(question)} {many && <span className={classes.quiet}>{t('assessment.many')}</span>}
      </legend>
      {options.map((option) =>
        many ? (
          <Checkbox
            key={option.code}
            label={said(option)}
            checked={chosen.includes(option.code)}
            onChange={({ currentTarget }) => {
              const others = chosen.filter((one) => one !== option.code)
              onChoose(currentTarget.checked ? [...others, option.code] : others)
            }}
          />
        ) : (
          <Radio
            key={option.code}
            name={id}
            value={option.code}
            label={said(option)}
            checked={chosen.includes(option.code)}
            onChange={() => onChoose([option.code])}
          />
        ),
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className={classes.problem}>
          {error}
        </p>
      )}
    </fieldset>
  )
}

import { Button } from '@mantine/core'
import type { CallBackQuestion } from '@rapport/contract/service/call-backs'
import { useFieldArray, useFormContext } from 'react-hook-form'
import { SwitchField, TextField } from '#ui/fields.tsx'
import { Fields } from '#ui/form.tsx'
import { useWords } from '#words/words.ts'
import classes from './scripts.module.css'

const MOST_QUESTIONS = 30
const MOST_ANSWERS = 8

/** A code that none of them has: answers are counted by it, and nobody needs to read it. */
function freshCode(letter: string, known: readonly { code: string }[]) {
  for (let n = known.length + 1; ; n++) if (!known.some(({ code }) => code === `${letter}${n}`)) return `${letter}${n}`
}
const freshAnswer = (code: string) => ({ code, text: '', textZh: '', finding: false })

/** The questions of a script inside a larger form, under `questions`. */
export function QuestionFields() {
  const { t } = useWords()
  const { getValues } = useFormContext<{ questions: CallBackQuestion[] }>()
  const { fields, append, remove } = useFieldArray({ name: 'questions' })
  const fresh = () => ({
    code: freshCode('q', getValues('questions')),
    text: '',
    textZh: '',
    verify: null,
    verifyZh: null,
    answers: [freshAnswer('a1'), freshAnswer('a2')],
  })
  return (
    <>
      {fields.map(({ id }, place) => (
        <Fields key={id} title={t('call-backs.question.number', { number: place + 1 })}>
          <TextField
            name={`questions.${place}.textZh`}
            label={t('call-backs.question.zh')}
            maxLength={400}
            required
            wide
          />
          <TextField
            name={`questions.${place}.text`}
            label={t('call-backs.question.en')}
            maxLength={400}
            required
            wide
          />
          <TextField
            name={`questions.${place}.verifyZh`}
            label={t('call-backs.question.verify-zh')}
            maxLength={400}
            empty="null"
          />
          <TextField
            name={`questions.${place}.verify`}
            label={t('call-backs.question.verify-en')}
            maxLength={400}
            empty="null"
          />
          <Answers at={`questions.${place}.answers`} />
          {fields.length > 1 && (
            <div>
              <Button variant="default" onClick={() => remove(place)}>
                {t('call-backs.question.remove', { number: place + 1 })}
              </Button>
            </div>
          )}
        </Fields>
      ))}
      <div>
        <Button variant="default" disabled={fields.length >= MOST_QUESTIONS} onClick={() => append(fresh())}>
          {t('call-backs.question.add')}
        </Button>
      </div>
    </>
  )
}

function Answers({ at }: { at: string }) {
  const { t } = useWords()
  const { getValues } = useFormContext()
  const { fields, append, remove } = useFieldArray({ name: at })
  const fresh = () => freshAnswer(freshCode('a', getValues(at) as { code: string }[]))
  return (
    <fieldset className={`${classes.group} ${classes.wide}`}>
      <legend>{t('call-backs.answers')}</legend>
      {fields.map(({ id }, n) => (
        <div key={id} className={classes.answer}>
          <TextField name={`${at}.${n}.textZh`} label={t('call-backs.answer.zh')} maxLength={200} required />
          <TextField name={`${at}.${n}.text`} label={t('call-backs.answer.en')} maxLength={200} required />
          <SwitchField name={`${at}.${n}.finding`} label={t('call-backs.answer.finding')} />
          {fields.length > 2 && (
            <Button
              variant="default"
              aria-label={t('call-backs.answer.remove', { number: n + 1 })}
              onClick={() => remove(n)}
            >
              {t('ui.remove')}
            </Button>
          )}
        </div>
      ))}
      <Button variant="default" disabled={fields.length >= MOST_ANSWERS} onClick={() => append(fresh())}>
        {t('call-backs.answer.add')}
      </Button>
    </fieldset>
  )
}

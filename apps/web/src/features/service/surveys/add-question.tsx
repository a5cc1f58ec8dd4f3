import { Button } from '@mantine/core'
import { questionKinds } from '@rapport/contract/service/survey-flow'
import { SurveyQuestionDraft, surveyQuestions } from '@rapport/contract/service/survey-questions'
import { useFieldArray, useFormContext } from 'react-hook-form'
import type { z } from 'zod'
import { useSend } from '#api/query.ts'
import { SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import { changedQuestions } from './refresh.ts'
import classes from './surveys.module.css'

/** A new question of the bank, or the next version of one by its code. */
export function AddQuestion({ onDone }: { onDone: () => void }) {
  const { t } = useWords()
  const send = useSend(surveyQuestions.add, { refresh: changedQuestions })
  return (
    <Section title={t('survey-question.new')}>
      <Form
        of={SurveyQuestionDraft}
        from={{ kind: 'single', options: [] }}
        send={t('ui.save')}
        onCancel={onDone}
        onSend={async (body) => {
          const { code, version } = await send.mutateAsync({ body })
          void notify(t('survey-question.added', { code, version }))
          onDone()
        }}
      >
        <Fields>
          <TextField
            name="code"
            label={t('survey-question.code')}
            hint={t('survey-question.code.hint')}
            maxLength={40}
            required
          />
          <SelectField
            name="kind"
            label={t('survey-question.kind')}
            required
            choices={questionKinds.map((value) => ({ value, label: t(`question-kind.${value}`) }))}
          />
          <TextField name="textZh" label={t('survey-question.text-zh')} maxLength={400} required wide />
          <TextField name="text" label={t('survey-question.text-en')} maxLength={400} required wide />
        </Fields>
        <Options />
      </Form>
    </Section>
  )
}

function Options() {
  const { t } = useWords()
  const { control, watch } = useFormContext<z.input<typeof SurveyQuestionDraft>>()
  const { fields, append, remove } = useFieldArray({ control, name: 'options' })
  const kind = watch('kind')
  if (kind !== 'single' && kind !== 'multiple') return null
  return (
    <fieldset className={classes.group}>
      <legend>{t('survey-question.options')}</legend>
      {fields.map(({ id }, i) => (
        <div key={id} className={classes.row}>
          <TextField name={`options.${i}.code`} label={t('survey-question.code')} maxLength={40} required />
          <TextField name={`options.${i}.textZh`} label={t('survey-question.text-zh')} maxLength={200} required />
          <TextField name={`options.${i}.text`} label={t('survey-question.text-en')} maxLength={200} required />
          <Button variant="default" onClick={() => remove(i)} aria-label={t('survey.remove-n', { n: i + 1 })}>
            {t('survey.remove')}
          </Button>
        </div>
      ))}
      <Button variant="default" onClick={() => append({ code: '', text: '', textZh: '' })}>
        {t('survey-question.add-option')}
      </Button>
    </fieldset>
  )
}

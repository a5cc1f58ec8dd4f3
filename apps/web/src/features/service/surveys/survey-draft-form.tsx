import { MultiSelect } from '@mantine/core'
import type { BodyOf } from '@rapport/contract/endpoint'
import { languages } from '@rapport/contract/service/messages'
import { surveyQuestions } from '@rapport/contract/service/survey-questions'
import { SurveyDraft } from '@rapport/contract/service/survey-shapes'
import type { surveys } from '@rapport/contract/service/surveys'
import { useController } from 'react-hook-form'
import { useAsk } from '#api/query.ts'
import { LongTextField, SwitchField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { SurveyItems } from './survey-items.tsx'
import { SurveyQuotas } from './survey-quotas.tsx'

type Draft = BodyOf<typeof surveys.create>

interface Props {
  from: Draft
  /** What was promised anonymous stays so. */
  promised?: boolean
  onSend: (draft: Draft) => Promise<unknown>
  onCancel?: () => void
}

/** A survey as it is written: words in both languages, questions with their branches, quotas. */
export function SurveyDraftForm({ from, promised = false, onSend, onCancel }: Props) {
  const { t } = useWords()
  const bank = useAsk(surveyQuestions.list)
  return (
    <Answered answer={bank} lines={10}>
      {({ items }) => (
        <Form of={SurveyDraft} from={from} send={t('survey.save')} onSend={onSend} {...(onCancel ? { onCancel } : {})}>
          <Fields>
            <TextField name="nameZh" label={t('survey.name-zh')} maxLength={100} required />
            <TextField name="name" label={t('survey.name-en')} maxLength={100} required />
            <Languages />
            <SwitchField
              name="anonymous"
              label={t('survey.anonymous')}
              hint={t('survey.anonymous.hint')}
              disabled={promised}
            />
            <LongTextField
              name="definition.introZh"
              label={t('survey.intro-zh')}
              maxLength={600}
              rows={2}
              empty="null"
            />
            <LongTextField name="definition.intro" label={t('survey.intro-en')} maxLength={600} rows={2} empty="null" />
          </Fields>
          <SurveyItems bank={items} />
          <SurveyQuotas />
          <Fields>
            <LongTextField name="definition.thanksZh" label={t('survey.thanks-zh')} maxLength={600} rows={2} required />
            <LongTextField name="definition.thanks" label={t('survey.thanks-en')} maxLength={600} rows={2} required />
          </Fields>
        </Form>
      )}
    </Answered>
  )
}

function Languages() {
  const { t } = useWords()
  const { field } = useController({ name: 'definition.languages' })
  return (
    <MultiSelect
      label={t('survey.languages')}
      withAsterisk
      data={languages.map((value) => ({ value, label: t(`survey.language.${value}`) }))}
      value={field.value as string[]}
      onChange={(next) => next.length > 0 && field.onChange(next)}
    />
  )
}

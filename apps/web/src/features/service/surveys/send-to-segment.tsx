import { segments } from '@rapport/contract/analytics/segments'
import type { Survey } from '@rapport/contract/service/survey-shapes'
import { surveys } from '@rapport/contract/service/surveys'
import { useAsk, useSend } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { NumberField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import { changedSurveys } from './refresh.ts'
import { useSurveyTemplates } from './template-choices.ts'

/** Asks a random sample of a segment, drawn from a seed. */
export function SendToSegment({ survey }: { survey: Survey }) {
  const { t } = useWords()
  const { today } = useViewer()
  const groups = useAsk(segments.list, {}, { enabled: useMay(segments.list) })
  const templates = useSurveyTemplates()
  const send = useSend(surveys.send, { refresh: changedSurveys })
  const { languages } = survey.versions.find(({ state }) => state === 'live')!.definition
  return (
    <Section title={t('survey.to-segment')}>
      <p>{t('survey.to-segment.text')}</p>
      <Form
        light
        of={surveys.send.body}
        from={{ seed: today, size: 200, language: null }}
        send={t('survey.ask')}
        onSend={async (body) => {
          const { drawn } = await send.mutateAsync({ params: { id: survey.id }, body })
          void notify(t('survey.asked-many', { count: drawn }))
        }}
      >
        <Fields>
          <SelectField
            name="segmentId"
            label={t('survey.segment')}
            required
            searchable
            choices={(groups.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
          <SelectField
            name="templateId"
            label={t('survey.template')}
            hint={t('survey.template.hint')}
            required
            choices={templates}
          />
          <SelectField
            name="language"
            label={t('message.language')}
            hint={t('message.language.each')}
            clearable
            choices={languages.map((value) => ({ value, label: t(`survey.language.${value}`) }))}
          />
          <NumberField
            name="size"
            label={t('survey.size')}
            hint={t('survey.size.hint')}
            required
            min={1}
            max={10_000}
          />
          <TextField name="seed" label={t('survey.seed')} hint={t('survey.seed.hint')} maxLength={60} required />
        </Fields>
      </Form>
    </Section>
  )
}

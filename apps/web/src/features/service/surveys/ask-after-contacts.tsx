import { Button } from '@mantine/core'
import { AfterContacts, type Survey } from '@rapport/contract/service/survey-shapes'
import { surveys } from '@rapport/contract/service/surveys'
import { useState } from 'react'
import { useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { NumberField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import { changedSurveys } from './refresh.ts'
import { useSurveyTemplates } from './template-choices.ts'

/** Whether a part of the customers is asked after a contact, and which. */
export function AskAfterContacts({ survey }: { survey: Survey }) {
  const { t } = useWords()
  const { today } = useViewer()
  const [changing, setChanging] = useState(false)
  const templates = useSurveyTemplates()
  const send = useSend(surveys.askAfterContacts, { refresh: changedSurveys })
  const set = async (afterContacts: AfterContacts | null) => {
    await send.mutateAsync({ params: { id: survey.id }, body: { afterContacts } })
    void notify(t('survey.saved'))
    setChanging(false)
  }
  const { afterContacts: now, versions } = survey
  const { languages } = versions.find(({ state }) => state === 'live')!.definition
  return (
    <Section title={t('survey.after-contacts')}>
      <p>{now ? t(`survey.after.${now.contacts}`, { percent: now.percent }) : t('survey.after.nobody')}</p>
      {changing ? (
        <Form
          light
          of={AfterContacts}
          from={now ?? { contacts: 'visit', percent: 10, seed: today, language: null }}
          send={t('ui.save')}
          onCancel={() => setChanging(false)}
          onSend={set}
        >
          <Fields>
            <SelectField
              name="contacts"
              label={t('survey.after.what')}
              required
              choices={(['visit', 'task'] as const).map((value) => ({ value, label: t(`survey.contact.${value}`) }))}
            />
            <NumberField name="percent" label={t('survey.after.percent')} required min={1} max={100} />
            <SelectField name="templateId" label={t('survey.template')} required choices={templates} />
            <SelectField
              name="language"
              label={t('message.language')}
              hint={t('message.language.each')}
              clearable
              choices={languages.map((value) => ({ value, label: t(`survey.language.${value}`) }))}
            />
            <TextField name="seed" label={t('survey.seed')} maxLength={60} required />
          </Fields>
        </Form>
      ) : (
        <>
          <Button variant="default" onClick={() => setChanging(true)}>
            {t(now ? 'survey.after.change' : 'survey.after.begin')}
          </Button>{' '}
          {now && (
            <Button variant="default" onClick={() => void set(null)}>
              {t('survey.after.stop')}
            </Button>
          )}
        </>
      )}
    </Section>
  )
}

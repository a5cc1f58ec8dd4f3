import { DayField, SelectField, TextField } from '#ui/fields.tsx'
import { SeveralField } from '#ui/several-field.tsx'
import { useWords } from '#words/words.ts'
import { useProspectChoices } from './prospect-words.ts'

/** Where a prospect comes from, what they want and what is next. */
export function CourseFields() {
  const { t } = useWords()
  const { openChannels, interests } = useProspectChoices()
  return (
    <>
      <SelectField name="channelId" label={t('prospect.channel')} required searchable choices={openChannels} />
      <SeveralField name="interests" label={t('prospect.interests')} choices={interests} />
      <TextField name="expectedAssets" label={t('prospect.assets')} hint="CNY" maxLength={18} empty="null" />
      <TextField name="nextStep" label={t('prospect.next-step')} maxLength={200} empty="null" />
      <DayField name="nextStepOn" label={t('prospect.next-on')} />
    </>
  )
}

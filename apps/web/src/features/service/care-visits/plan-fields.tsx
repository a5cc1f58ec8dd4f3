import { visitChannels, visitKinds } from '@rapport/contract/service/care-visits'
import { DayField, LongTextField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields } from '#ui/form.tsx'
import { useWords } from '#words/words.ts'

/** What a visit is planned as: the same fields when it is planned and when it is changed. */
export function PlanFields() {
  const { t } = useWords()
  return (
    <Fields>
      <SelectField
        name="kind"
        label={t('care-visit.kind')}
        required
        choices={visitKinds.map((value) => ({ value, label: t(`visit-kind.${value}`) }))}
      />
      <SelectField
        name="channel"
        label={t('care-visit.channel')}
        required
        choices={visitChannels.map((value) => ({ value, label: t(`channel.${value}`) }))}
      />
      <DayField name="plannedOn" label={t('care-visit.planned-on')} required />
      <TextField
        name="plannedTime"
        type="time"
        label={t('care-visit.planned-time')}
        hint={t('care-visit.planned-time.hint')}
        empty="null"
      />
      <LongTextField name="purpose" label={t('care-visit.purpose')} rows={2} maxLength={500} empty="null" />
    </Fields>
  )
}

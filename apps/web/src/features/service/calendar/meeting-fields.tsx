import { Select } from '@mantine/core'
import { type Meeting, reminders, repeats } from '@rapport/contract/service/meetings'
import { useFormContext } from 'react-hook-form'
import { useViewer } from '#api/viewer.tsx'
import { DayField, LongTextField, NumberField, SwitchField, TextField } from '#ui/fields.tsx'
import { Fields } from '#ui/form.tsx'
import { useWords } from '#words/words.ts'
import { ColleaguesField, CustomersField } from './many-field.tsx'
import { NumberChoice } from './number-choice.tsx'

/** What a meeting is planned as: the same fields when it is planned and when it is changed. */
export function MeetingFields({ of: meeting }: { of?: Meeting | undefined }) {
  const { t } = useWords()
  const viewer = useViewer()
  const { watch, setValue } = useFormContext()
  const repeat = watch('repeat') as { every: string } | null
  return (
    <>
      <Fields>
        <TextField name="title" label={t('meeting.name')} required wide maxLength={200} autoFocus />
        <DayField name="on" label={t('meeting.on')} required />
        <TextField name="at" type="time" label={t('meeting.at')} required />
        <NumberField name="minutes" label={t('meeting.minutes')} required min={5} max={1440} />
        <TextField name="place" label={t('meeting.place')} maxLength={200} empty="null" />
        <NumberChoice
          name="remindMinutes"
          label={t('meeting.remind')}
          none={t('meeting.remind.none')}
          choices={reminders.map((count) => ({ value: count, label: t('meeting.remind.minutes', { count }) }))}
        />
        <Select
          label={t('meeting.repeat')}
          allowDeselect={false}
          data={[
            { value: 'once', label: t('meeting.repeat.none') },
            ...repeats.map((value) => ({ value, label: t(`meeting.repeat.${value}`) })),
          ]}
          value={repeat?.every ?? 'once'}
          onChange={(every) =>
            setValue('repeat', every === 'once' ? null : { every, interval: 1, until: watch('on') as string }, {
              shouldDirty: true,
            })
          }
        />
      </Fields>
      {repeat && (
        <Fields>
          <NumberField name="repeat.interval" label={t('meeting.every')} required min={1} max={12} />
          <DayField name="repeat.until" label={t('meeting.until')} required />
        </Fields>
      )}
      <ColleaguesField
        name="peopleIds"
        label={t('meeting.people')}
        hint={t('meeting.people.hint')}
        chosen={meeting?.people}
        but={viewer.id}
      />
      <CustomersField
        name="customerIds"
        label={t('meeting.customers')}
        hint={t('meeting.customers.hint')}
        chosen={meeting?.customers}
      />
      <LongTextField name="note" label={t('meeting.note')} rows={2} maxLength={2000} empty="null" />
      <SwitchField name="private" label={t('meeting.private')} />
    </>
  )
}

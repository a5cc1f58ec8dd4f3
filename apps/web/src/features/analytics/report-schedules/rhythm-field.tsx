import { Select, TextInput } from '@mantine/core'
import type { Rhythm } from '@rapport/contract/analytics/report-schedules'
import { useController } from 'react-hook-form'
import { fieldText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import classes from './report-schedules.module.css'

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
const days = [...Array.from({ length: 28 }, (_, at) => String(at + 1)), 'last']

/** Another rhythm at the same time of the day. */
function rhythmOf(every: Rhythm['every'], { at }: Rhythm): Rhythm {
  if (every === 'week') return { every, at, weekday: 1 }
  return every === 'month' ? { every, at, day: 1 } : { every, at }
}

/** How often, on which day, and when. */
export function RhythmField() {
  const { t } = useWords()
  const { field, fieldState } = useController({ name: 'rhythm' })
  const rhythm = field.value as Rhythm
  const wrong = fieldState.error as { at?: { message?: string } } | undefined
  return (
    <div className={classes.rhythm}>
      <Select
        label={t('report-schedule.every')}
        allowDeselect={false}
        data={(['day', 'week', 'month'] as const).map((value) => ({
          value,
          label: t(`report-schedule.every.${value}`),
        }))}
        value={rhythm.every}
        onChange={(every) => every && field.onChange(rhythmOf(every as Rhythm['every'], rhythm))}
      />
      {rhythm.every === 'week' && (
        <Select
          label={t('report-schedule.weekday')}
          allowDeselect={false}
          data={weekdays.map((day) => ({ value: String(day), label: t(`report-schedule.weekday.${day}`) }))}
          value={String(rhythm.weekday)}
          onChange={(weekday) => weekday && field.onChange({ ...rhythm, weekday: Number(weekday) })}
        />
      )}
      {rhythm.every === 'month' && (
        <Select
          label={t('report-schedule.day')}
          allowDeselect={false}
          data={days.map((value) => ({ value, label: value === 'last' ? t('report-schedule.day.last') : value }))}
          value={String(rhythm.day)}
          onChange={(day) => day && field.onChange({ ...rhythm, day: day === 'last' ? day : Number(day) })}
        />
      )}
      <TextInput
        name="rhythm"
        label={t('report-schedule.at')}
        description={t('report-schedule.at.hint')}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        maxLength={5}
        value={rhythm.at}
        error={fieldText(wrong?.at?.message)}
        onBlur={field.onBlur}
        onChange={(event) => field.onChange({ ...rhythm, at: event.currentTarget.value })}
      />
    </div>
  )
}

import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useController } from 'react-hook-form'
import { fieldText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import classes from './projects.module.css'
import { cronOf, scheduleText, simpleOf } from './schedule.ts'

type Way = 'none' | 'every-day' | 'weekdays' | 'cron'

function wayOf(cron: string | null): Way {
  if (cron === null) return 'none'
  const days = simpleOf(cron)?.days
  return days === 'every-day' || days === 'weekdays' ? days : 'cron'
}

/** When the task runs: by hand, at a time of every day or weekday, or as a cron line; said in words beside it. */
export function ScheduleField() {
  const { t, locale } = useWords()
  const { field, fieldState } = useController({ name: 'schedule' })
  const cron = (field.value as string | null | undefined) ?? null
  const [way, setWay] = useState<Way>(() => wayOf(cron))
  const time = (cron !== null && simpleOf(cron)?.time) || '18:30'
  const choose = (next: Way) => {
    setWay(next)
    if (next === 'none') field.onChange(null)
    else if (next === 'cron') field.onChange(cron ?? cronOf({ time, days: 'weekdays' }))
    else field.onChange(cronOf({ time, days: next }))
  }
  return (
    <div className={classes.schedule}>
      <Select
        label={t('task.schedule')}
        allowDeselect={false}
        data={(['none', 'every-day', 'weekdays', 'cron'] as const).map((value) => ({
          value,
          label: t(`task.way.${value}`),
        }))}
        value={way}
        onChange={(next) => choose(next as Way)}
      />
      {(way === 'every-day' || way === 'weekdays') && (
        <TextInput
          type="time"
          label={t('task.time')}
          value={time}
          onChange={(event) =>
            event.currentTarget.value && field.onChange(cronOf({ time: event.currentTarget.value, days: way }))
          }
        />
      )}
      {way === 'cron' && (
        <TextInput
          label={t('task.cron')}
          description={t('task.cron.hint')}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          maxLength={60}
          error={fieldText(fieldState.error?.message)}
          value={cron ?? ''}
          onChange={(event) => field.onChange(event.currentTarget.value)}
        />
      )}
      <span className={classes.hint} role="status">
        {scheduleText(cron, locale)} {cron !== null && t('task.zone')}
      </span>
    </div>
  )
}

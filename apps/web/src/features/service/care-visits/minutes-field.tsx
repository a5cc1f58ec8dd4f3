import { Button } from '@mantine/core'
import { useFormContext } from 'react-hook-form'
import { NumberField } from '#ui/fields.tsx'
import { useWords } from '#words/words.ts'
import classes from './visit.module.css'

const QUICK = [5, 10, 15, 30, 60]

/** How long a contact took, by a press or typed. */
export function MinutesField() {
  const { t } = useWords()
  return (
    <div className={classes.minutes}>
      <NumberField
        name="minutes"
        label={t('care-visit.minutes')}
        hint={t('care-visit.minutes.hint')}
        min={1}
        max={600}
      />
      <QuickMinutes />
    </div>
  )
}

function QuickMinutes() {
  const { t } = useWords()
  const { setValue, watch } = useFormContext()
  const chosen: unknown = watch('minutes')
  return (
    <div className={classes.quick}>
      {QUICK.map((count) => (
        <Button
          key={count}
          variant={chosen === count ? 'light' : 'default'}
          aria-pressed={chosen === count}
          onClick={() => setValue('minutes', count, { shouldDirty: true, shouldValidate: true })}
        >
          {t('care-visit.minutes.quick', { count })}
        </Button>
      ))}
    </div>
  )
}

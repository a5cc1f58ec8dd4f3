import { ActionIcon, Button } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useViewer } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { DayInput } from '#ui/day-input.tsx'
import { addDays } from '#ui/days.ts'
import { useWords } from '#words/words.ts'
import classes from './runs.module.css'

/** In the place of a day in the address: all of them. */
export const ALL_DAYS = 'all'

/** Which business date is shown, and the way to the days beside it; emptied it is all days. */
export function BusinessDay({ day }: { day: string | undefined }) {
  const { t } = useWords()
  const { today } = useViewer()
  const { change } = useAddress()
  const go = (to: string | null) => change({ day: to === today ? null : (to ?? ALL_DAYS), run: null })
  const step = (days: number) => day && go(addDays(day, days))
  return (
    <div className={classes.day}>
      <ActionIcon aria-label={t('run.day.previous')} disabled={!day} onClick={() => step(-1)}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <DayInput
        size="xs"
        w={132}
        aria-label={t('run.business-date')}
        placeholder={t('run.day.all')}
        clearable
        value={day ?? null}
        onChange={go}
      />
      <ActionIcon aria-label={t('run.day.next')} disabled={!day} onClick={() => step(1)}>
        <IconChevronRight size={16} />
      </ActionIcon>
      {day !== today && (
        <Button variant="subtle" color="gray" onClick={() => go(today)}>
          {t('run.day.today')}
        </Button>
      )}
    </div>
  )
}

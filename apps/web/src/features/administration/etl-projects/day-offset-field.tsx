import { Select } from '@mantine/core'
import type { DayOffset } from '@rapport/contract/administration/etl-projects'
import { useController } from 'react-hook-form'
import { useWords } from '#words/words.ts'

/** Which day a scheduled run loads: that on which it begins, or the one before it by the task's calendar. */
export function DayOffsetField() {
  const { t } = useWords()
  const { field } = useController({ name: 'dayOffset' })
  return (
    <Select
      label={t('task.day-offset')}
      description={t('task.day-offset.hint')}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      allowDeselect={false}
      data={([0, -1] as const).map((offset) => ({ value: String(offset), label: t(`task.day-offset.${offset}`) }))}
      value={String(field.value)}
      onChange={(next) => field.onChange(Number(next) as DayOffset)}
    />
  )
}

import { MultiSelect } from '@mantine/core'
import { MOST_RECIPIENTS } from '@rapport/contract/analytics/report-schedules'
import { useController } from 'react-hook-form'
import { useValueChoices } from '#features/analytics/segments/use-value-choices.ts'
import { fieldText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'

/** Colleagues by name; those chosen stay, whatever is typed. */
export function RecipientsField({ names }: { names: Readonly<Record<string, string>> }) {
  const { t } = useWords()
  const { field, fieldState } = useController({ name: 'recipients' })
  const { choices, search } = useValueChoices('owner', field.value, names)
  return (
    <MultiSelect
      name="recipients"
      label={t('report-schedule.recipients')}
      description={t('report-schedule.recipients.hint')}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      withAsterisk
      searchable
      maxValues={MOST_RECIPIENTS}
      nothingFoundMessage={t('ui.nothing-found')}
      data={choices ?? []}
      value={field.value}
      error={fieldText(fieldState.error?.message)}
      onBlur={field.onBlur}
      onChange={field.onChange}
      {...(search ? { onSearchChange: search, filter: ({ options }) => options } : {})}
    />
  )
}

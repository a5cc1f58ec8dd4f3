import { Autocomplete } from '@mantine/core'
import { useController } from 'react-hook-form'
import { fieldText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import type { PlannedVisit } from './desk.ts'

/** A customer by number, the only name that needs no network; those of planned visits are offered by name. */
export function CustomerNumberField({ name, known }: { name: string; known: readonly PlannedVisit[] }) {
  const { t } = useWords()
  const { field, fieldState } = useController({ name })
  const offered = [...new Set(known.map(({ customer }) => `${customer.customerNo} · ${customer.name}`))]
  return (
    <Autocomplete
      ref={field.ref}
      name={name}
      label={t('offline-visits.customer-no')}
      description={t('offline-visits.customer-no.hint')}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      error={fieldText(fieldState.error?.message)}
      withAsterisk
      aria-required
      maxLength={40}
      data={offered}
      value={String(field.value ?? '')}
      onBlur={field.onBlur}
      onChange={(typed) => field.onChange(typed.split(' · ')[0]!.trim())}
    />
  )
}

import { MultiSelect } from '@mantine/core'
import { useController } from 'react-hook-form'
import { fieldText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import type { FieldProps } from './fields.tsx'
import type { Choice } from './filters.ts'

/** Several of several; none is an empty list. */
export function SeveralField({ name, label, hint, required, choices }: FieldProps & { choices: Choice[] }) {
  const { t } = useWords()
  const { field, fieldState } = useController({ name })
  return (
    <MultiSelect
      name={name}
      label={label}
      description={hint}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      error={fieldText(fieldState.error?.message)}
      withAsterisk={required}
      searchable
      hidePickedOptions
      nothingFoundMessage={t('ui.nothing-found')}
      data={choices}
      value={(field.value as string[] | undefined) ?? []}
      onChange={field.onChange}
      onBlur={field.onBlur}
      ref={field.ref}
    />
  )
}

import { Select } from '@mantine/core'
import { useController } from 'react-hook-form'
import type { FieldProps } from '#ui/fields.tsx'
import type { Choice } from '#ui/filters.ts'
import { fieldText } from '#words/problem-text.ts'

/** A grade, which is a number, chosen by its name. */
export function GradeField({ name, label, required, choices }: FieldProps & { choices: Choice[] }) {
  const { field, fieldState } = useController({ name })
  return (
    <Select
      name={name}
      label={label}
      withAsterisk={required ?? false}
      aria-required={required || undefined}
      data={choices}
      allowDeselect={false}
      error={fieldText(fieldState.error?.message)}
      value={String(field.value ?? '')}
      onBlur={field.onBlur}
      ref={field.ref}
      onChange={(value) => field.onChange(Number(value))}
    />
  )
}

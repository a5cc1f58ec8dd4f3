import { Select } from '@mantine/core'
import { useController } from 'react-hook-form'

interface Props {
  name: string
  label: string
  /** What it is called when nothing is chosen. */
  none: string
  choices: readonly { value: number; label: string }[]
}

/** One of several numbers, or none. */
export function NumberChoice({ name, label, none, choices }: Props) {
  const { field } = useController({ name })
  return (
    <Select
      ref={field.ref}
      label={label}
      placeholder={none}
      clearable
      data={choices.map(({ value, label }) => ({ value: String(value), label }))}
      value={typeof field.value === 'number' ? String(field.value) : null}
      onBlur={field.onBlur}
      onChange={(value) => field.onChange(value === null ? null : Number(value))}
    />
  )
}

import { NumberInput, Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useController } from 'react-hook-form'
import { fieldText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { DayInput } from './day-input.tsx'
import { messagesIn } from './field-messages.ts'
import type { Choice } from './filters.ts'
import classes from './form.module.css'

export interface FieldProps {
  name: string
  label: string
  hint?: string
  required?: boolean
  disabled?: boolean
  /** As wide as the form. */
  wide?: boolean
}

/** What an empty field is on the wire: null where the contract says nullable, left out where it says optional. */
type Emptied = { empty?: 'null' | 'left-out' | 'text' }
const emptyOf = (empty: Emptied['empty']) => (empty === 'null' ? null : empty === 'left-out' ? undefined : '')

function useField({ name, label, hint, required, disabled, wide }: FieldProps) {
  const { field, fieldState } = useController({ name })
  const shown = {
    name,
    label,
    description: hint,
    inputWrapperOrder: ['label', 'input', 'error', 'description'] as ('label' | 'input' | 'error' | 'description')[],
    error: fieldText(fieldState.error?.message),
    withAsterisk: required,
    disabled,
    onBlur: field.onBlur,
    ref: field.ref,
    'aria-required': required || undefined,
    ...(wide ? { className: classes.wide } : {}),
  }
  return { field, shown }
}

interface TextProps extends FieldProps, Emptied {
  maxLength?: number
  type?: 'text' | 'password' | 'email' | 'tel' | 'time'
  autoFocus?: boolean
  autoComplete?: string
  placeholder?: string
}

export function TextField({ maxLength, type, autoFocus, autoComplete, placeholder, empty, ...props }: TextProps) {
  const { field, shown } = useField(props)
  return (
    <TextInput
      {...shown}
      type={type}
      maxLength={maxLength}
      placeholder={placeholder}
      autoComplete={autoComplete ?? 'off'}
      data-autofocus={autoFocus || undefined}
      autoFocus={autoFocus}
      value={(field.value as string | null | undefined) ?? ''}
      onChange={(event) => field.onChange(event.currentTarget.value || emptyOf(empty))}
    />
  )
}

export function LongTextField({
  maxLength,
  rows = 3,
  empty,
  ...props
}: FieldProps & Emptied & { maxLength?: number; rows?: number }) {
  const { field, shown } = useField({ wide: true, ...props })
  return (
    <Textarea
      {...shown}
      minRows={rows}
      maxRows={12}
      autosize
      maxLength={maxLength}
      value={(field.value as string | null | undefined) ?? ''}
      onChange={(event) => field.onChange(event.currentTarget.value || emptyOf(empty))}
    />
  )
}

interface SelectProps extends FieldProps {
  choices: Choice[]
  searchable?: boolean
  clearable?: boolean
  /** Asks for choices that match what was typed. */
  search?: (typed: string) => void
}

/** One of several; cleared it is null. */
export function SelectField({ choices, searchable, clearable, search, ...props }: SelectProps) {
  const { field, shown } = useField(props)
  const { t } = useWords()
  return (
    <Select
      {...shown}
      data={choices}
      searchable={searchable ?? search !== undefined}
      clearable={clearable}
      allowDeselect={clearable ?? false}
      clearButtonProps={{ 'aria-label': t('ui.clear') }}
      nothingFoundMessage={t('ui.nothing-found')}
      {...(search ? { onSearchChange: search, filter: ({ options }) => options } : {})}
      value={(field.value as string | null | undefined) ?? null}
      onChange={field.onChange}
    />
  )
}

/** A day, YYYY-MM-DD, not before `min` nor after `max`; empty is null. */
export function DayField({ min, max, ...props }: FieldProps & { min?: string; max?: string }) {
  const { field, shown } = useField(props)
  return (
    <DayInput
      {...shown}
      {...(min ? { minDate: min } : {})}
      {...(max ? { maxDate: max } : {})}
      clearable={!props.required}
      value={(field.value as string | null | undefined) ?? null}
      onChange={field.onChange}
    />
  )
}

/** A whole number; empty is null. */
export function NumberField({
  min,
  max,
  suffix,
  ...props
}: FieldProps & { min?: number; max?: number; suffix?: string }) {
  const { field, shown } = useField(props)
  return (
    <NumberInput
      {...shown}
      min={min}
      max={max}
      suffix={suffix}
      allowDecimal={false}
      clampBehavior="none"
      hideControls
      value={(field.value as number | null | undefined) ?? ''}
      onChange={(next) => field.onChange(typeof next === 'number' ? next : null)}
    />
  )
}

export function SwitchField(props: FieldProps) {
  const { field, shown } = useField(props)
  const { inputWrapperOrder, withAsterisk, 'aria-required': _, ...rest } = shown
  return (
    <Switch
      {...rest}
      checked={Boolean(field.value)}
      onChange={(event) => field.onChange(event.currentTarget.checked)}
    />
  )
}

export function TagsField({ maxTags = 30, ...props }: FieldProps & { maxTags?: number }) {
  const { field, shown } = useField(props)
  const { error } = useController({ name: props.name }).fieldState
  return (
    <TagsInput
      {...shown}
      error={messagesIn(error).map(fieldText).join(' ') || undefined}
      maxTags={maxTags}
      value={(field.value as string[] | undefined) ?? []}
      onChange={field.onChange}
    />
  )
}

import { MultiSelect, NumberInput, TextInput } from '@mantine/core'
import {
  customerSignals,
  issueKinds,
  securityStatuses,
  type Trigger,
  type TriggerKind,
} from '@rapport/contract/service/moment-triggers'
import { useState } from 'react'
import { useController } from 'react-hook-form'
import { TextField } from '#ui/fields.tsx'
import { fieldText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'

/** The thresholds of a trigger, each by what it holds: an amount, a number, or several of them. */
export function ThresholdFields({ trigger }: { trigger: Trigger }) {
  const { t } = useWords()
  const { kind, ...thresholds } = trigger
  return Object.entries(thresholds).map(([name, value]) => {
    const props = { name: `trigger.${name}`, label: t(`moment.threshold.${name as 'amount'}`) }
    const chosen = choicesOf[kind]
    if (chosen && Array.isArray(value) && chosen.names === name) return <Chosen key={name} {...props} of={chosen.of} />
    if (typeof value === 'string') return <TextField key={name} {...props} maxLength={20} required />
    if (Array.isArray(value)) return <Several key={name} {...props} numbers={typeof value[0] === 'number'} />
    return <Decimal key={name} {...props} />
  })
}

/** Thresholds that are some of a closed list. */
const choicesOf: Partial<Record<TriggerKind, { names: string; of: readonly SignalWord[] }>> = {
  'due-signal': { names: 'signals', of: customerSignals },
  'customer-signal': { names: 'signals', of: customerSignals },
  'security-signal': { names: 'signals', of: securityStatuses },
  'corporate-action': { names: 'kinds', of: issueKinds },
}
type SignalWord = (typeof customerSignals)[number] | (typeof securityStatuses)[number] | (typeof issueKinds)[number]

interface Props {
  name: string
  label: string
}

function Decimal({ name, label }: Props) {
  const { field, fieldState } = useController({ name })
  return (
    <NumberInput
      ref={field.ref}
      label={label}
      hideControls
      value={(field.value as number | null) ?? ''}
      onBlur={field.onBlur}
      onChange={(next) => field.onChange(typeof next === 'number' ? next : null)}
      error={fieldText(fieldState.error?.message)}
    />
  )
}

function Chosen({ name, label, of }: Props & { of: readonly SignalWord[] }) {
  const { t } = useWords()
  const { field, fieldState } = useController({ name })
  return (
    <MultiSelect
      ref={field.ref}
      label={label}
      value={field.value as string[]}
      onBlur={field.onBlur}
      onChange={field.onChange}
      data={of.map((value) => ({ value, label: t(`moment.signal.${value}`) }))}
      error={fieldText(fieldState.error?.message)}
    />
  )
}

/** Several values, written with commas between them. */
function Several({ name, label, numbers }: Props & { numbers: boolean }) {
  const { field, fieldState } = useController({ name })
  const [text, setText] = useState(() => (field.value as unknown[]).join(', '))
  // What is wrong with one of them stands with its place.
  const places = Object.values(fieldState.error ?? {}) as ({ message?: string } | undefined)[]
  const wrong = fieldState.error?.message ?? places.find((one) => one?.message)?.message
  return (
    <TextInput
      ref={field.ref}
      label={label}
      value={text}
      onBlur={field.onBlur}
      onChange={({ currentTarget: { value } }) => {
        setText(value)
        const parts = value.split(/[,，\s]+/).filter(Boolean)
        field.onChange(numbers ? parts.map(Number) : parts)
      }}
      error={fieldText(wrong)}
    />
  )
}

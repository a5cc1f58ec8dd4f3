import { NumberInput, TextInput } from '@mantine/core'

interface Props<Value> {
  label: string
  value: Value
  onChange: (value: Value) => void
}

/** A short text in a line of inputs. */
export const Text = ({ label, value, onChange, placeholder }: Props<string> & { placeholder?: string }) => (
  <TextInput
    size="xs"
    aria-label={label}
    placeholder={placeholder}
    maxLength={400}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
)

/** A whole number in a line of inputs. */
export const Whole = ({ label, value, min = 1, onChange }: Props<number> & { min?: number }) => (
  <NumberInput
    size="xs"
    w={90}
    aria-label={label}
    min={min}
    hideControls
    allowDecimal={false}
    value={value}
    onChange={(next) => typeof next === 'number' && onChange(next)}
  />
)

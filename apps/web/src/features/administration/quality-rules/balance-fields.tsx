import { SegmentedControl, Select, TextInput } from '@mantine/core'
import type { RuleSettings } from '@rapport/contract/administration/quality-rules'
import { Messages, usePart } from '#features/administration/data-centre/messages.tsx'
import type { Choice } from '#ui/filters.ts'
import { useWords } from '#words/words.ts'
import classes from './rules.module.css'

type Balance = Extract<RuleSettings, { kind: 'balance' }>
type Sum = Balance['sum']

/** Two sums of a file that must be equal, or one and what it must come to. */
export function BalanceFields({ choices }: { choices: Choice[] }) {
  const { t } = useWords()
  const { value, set, messages } = usePart<Balance>('settings')
  const against = value.equals ? 'sum' : 'amount'
  const change = (next: 'sum' | 'amount') => {
    const { equals: _, amount: __, ...rest } = value
    set(next === 'sum' ? { ...rest, equals: { field: '' } } : { ...rest, amount: '' })
  }
  return (
    <div className={classes.balance}>
      <SumInput
        name="settings.sum"
        label={t('rule.sum')}
        choices={choices}
        sum={value.sum}
        set={(sum) => set({ ...value, sum })}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('rule.against')}
        value={against}
        data={[
          { value: 'sum', label: t('rule.against.sum') },
          { value: 'amount', label: t('rule.against.amount') },
        ]}
        onChange={(next) => change(next as 'sum' | 'amount')}
      />
      {value.equals ? (
        <SumInput
          name="settings.equals"
          label={t('rule.equals')}
          choices={choices}
          sum={value.equals}
          set={(equals) => set({ ...value, equals })}
        />
      ) : (
        <TextInput
          name="settings.amount"
          w={200}
          label={t('rule.amount')}
          withAsterisk
          maxLength={40}
          value={value.amount ?? ''}
          onChange={(event) => set({ ...value, amount: event.currentTarget.value })}
        />
      )}
      <Messages of={messages} />
    </div>
  )
}

interface SumProps {
  name: string
  label: string
  choices: Choice[]
  sum: Sum
  set: (sum: Sum) => void
}

/** A sum of a field, perhaps of those rows only in which another field has a value. */
function SumInput({ name, label, choices, sum, set }: SumProps) {
  const { t } = useWords()
  const { field, when } = sum
  return (
    <div className={classes.sum}>
      <Select
        name={`${name}.field`}
        label={label}
        withAsterisk
        searchable
        allowDeselect={false}
        data={choices}
        value={field || null}
        onChange={(next) => set({ ...sum, field: next ?? '' })}
      />
      <Select
        label={t('totals.when')}
        aria-label={`${label}: ${t('totals.when')}`}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('ui.clear') }}
        placeholder={t('totals.when.all')}
        data={choices}
        value={when?.field ?? null}
        onChange={(next) => set(next ? { field, when: { field: next, value: when?.value ?? '' } } : { field })}
      />
      {when && (
        <TextInput
          label={t('totals.when.value')}
          aria-label={`${label}: ${t('totals.when.value')}`}
          maxLength={120}
          value={when.value}
          onChange={(event) => set({ field, when: { ...when, value: event.currentTarget.value } })}
        />
      )}
    </div>
  )
}

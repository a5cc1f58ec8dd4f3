import { MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { listColleagues } from '@rapport/contract/administration/organisation-choices'
import { customers } from '@rapport/contract/customer/customers'
import { useState } from 'react'
import { useController } from 'react-hook-form'
import { useAsk } from '#api/query.ts'
import type { Choice } from '#ui/filters.ts'
import { fieldText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'

interface Props {
  name: string
  label: string
  hint: string
  /** Who is chosen already, so that they have names. */
  chosen?: readonly { id: string; name: string }[] | undefined
}

/** Several customers by part of a name, pinyin or number; the values are their ids. */
export function CustomersField(props: Props) {
  const [q, setTyped] = useTyped()
  const found = useAsk(customers.list, { query: { q, limit: '10' } }, { enabled: q !== '', keep: true })
  const choices = (found.data?.items ?? []).map(({ id, name, customerNo }) => ({
    value: id,
    label: `${name} · ${customerNo}`,
  }))
  return <ManyField {...props} choices={q === '' ? [] : choices} onType={setTyped} />
}

/** Several colleagues by part of a name; the values are their ids. */
export function ColleaguesField({ but, ...props }: Props & { but: string }) {
  const [q, setTyped] = useTyped()
  const found = useAsk(listColleagues, { query: { q, limit: '20' } }, { enabled: q !== '', keep: true })
  const choices = (found.data?.items ?? [])
    .filter(({ id }) => id !== but)
    .map(({ id, name, unit }) => ({ value: id, label: `${name} · ${unit.name}` }))
  return <ManyField {...props} choices={q === '' ? [] : choices} onType={setTyped} />
}

function useTyped() {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 150)
  return [q, setTyped] as const
}

function ManyField({
  name,
  label,
  hint,
  chosen = [],
  choices,
  onType,
}: Props & { choices: readonly Choice[]; onType: (typed: string) => void }) {
  const { t } = useWords()
  const { field, fieldState } = useController({ name })
  const [known, setKnown] = useState<readonly Choice[]>(chosen.map(({ id, name }) => ({ value: id, label: name })))
  const values = (field.value as string[] | undefined) ?? []
  const data = [...new Map([...known, ...choices].map((one) => [one.value, one])).values()]
  return (
    <MultiSelect
      ref={field.ref}
      name={name}
      label={label}
      description={hint}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      error={fieldText(fieldState.error?.message)}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('ui.clear') }}
      data={data}
      // The server has searched already, by pinyin too.
      filter={({ options }) => options}
      onSearchChange={onType}
      value={values}
      onBlur={field.onBlur}
      onChange={(next) => {
        setKnown(data.filter(({ value }) => next.includes(value)))
        field.onChange(next)
      }}
    />
  )
}

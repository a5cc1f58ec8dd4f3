import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { customers } from '@rapport/contract/customer/customers'
import { useState } from 'react'
import { useController } from 'react-hook-form'
import { useAsk } from '#api/query.ts'
import type { Choice } from '#ui/filters.ts'
import { fieldText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'

/** Chooses a customer by part of a name, pinyin or number; its value is the id. */
export function CustomerField({ name, optional = false }: { name: string; optional?: boolean }) {
  const { t } = useWords()
  const { field, fieldState } = useController({ name })
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<Choice>()
  const [q] = useDebouncedValue(typed.trim() === chosen?.label ? '' : typed.trim(), 150)
  const found = useAsk(customers.list, { query: { q, limit: '10' } }, { enabled: q !== '', keep: true })
  const choices =
    q === ''
      ? []
      : (found.data?.items ?? []).map(({ id, name, customerNo }) => ({ value: id, label: `${name} · ${customerNo}` }))
  const data = chosen && !choices.some(({ value }) => value === chosen.value) ? [chosen, ...choices] : choices
  return (
    <Select
      ref={field.ref}
      name={name}
      label={t('care-visit.customer')}
      description={t('care-visit.customer.hint')}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      error={fieldText(fieldState.error?.message)}
      withAsterisk={!optional}
      aria-required={!optional}
      clearable={optional}
      searchable
      data-autofocus={!optional || undefined}
      data={data}
      // The server has searched already, by pinyin too.
      filter={({ options }) => options}
      nothingFoundMessage={q === '' || found.isFetching ? undefined : t('ui.nothing-found')}
      searchValue={typed}
      onSearchChange={setTyped}
      value={(field.value as string | undefined) || null}
      onBlur={field.onBlur}
      onChange={(value) => {
        setChosen(data.find((choice) => choice.value === value))
        field.onChange(value ?? (optional ? null : ''))
      }}
    />
  )
}

import { MultiSelect, Select, TagsInput, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { users } from '@rapport/contract/administration/organisation'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { useWords } from '#words/words.ts'
import { fieldName, valueName } from './field-words.ts'
import type { MappedField, Source } from './mapping.ts'

interface Props {
  field: MappedField
  source: Source
  onChange: (source: Source) => void
}

/** One value for all rows: one of ours where there is a closed list. */
export function ConstantField({ field, source, onChange }: Props) {
  const { t } = useWords()
  const label = t('import.constant.of', { field: fieldName(field.name) })
  if (field.name === 'owner') return <ManagerField label={label} source={source} onChange={onChange} />
  if (field.values)
    return (
      <Select
        size="xs"
        aria-label={label}
        placeholder={t('import.constant')}
        allowDeselect={false}
        data={field.values.map((value) => ({ value, label: valueName(field.name, value) }))}
        value={source.constant || null}
        onChange={(constant) => onChange({ constant: constant ?? '' })}
      />
    )
  return (
    <TextInput
      size="xs"
      aria-label={label}
      placeholder={t('import.constant')}
      maxLength={300}
      value={source.constant ?? ''}
      onChange={(event) => onChange({ constant: event.currentTarget.value })}
    />
  )
}

/** Account managers by name; what the mapping holds are user names. */
function useManagers(typed: string, kept: string[]) {
  const [q] = useDebouncedValue(typed.trim().slice(0, 60), 200)
  const found = useAsk(
    users.colleagues,
    { query: { role: 'account-manager', limit: '100', ...(q ? { q } : {}) } },
    { enabled: useMay(users.colleagues), keep: true },
  )
  const people = (found.data?.items ?? []).map(({ username, name, unit }) => ({
    value: username,
    label: `${name} · ${unit.name}`,
  }))
  const unseen = kept.filter((username) => username && !people.some(({ value }) => value === username))
  return [...unseen.map((username) => ({ value: username, label: username })), ...people]
}

function ManagerField({ label, source, onChange }: { label: string } & Omit<Props, 'field'>) {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const managers = useManagers(typed, [source.constant ?? ''])
  return (
    <Select
      size="xs"
      aria-label={label}
      placeholder={t('import.manager')}
      searchable
      onSearchChange={setTyped}
      nothingFoundMessage={t('ui.nothing-found')}
      data={managers}
      value={source.constant || null}
      onChange={(constant) => onChange({ constant: constant ?? '' })}
    />
  )
}

/** Several values over which the rows are spread evenly; for owners these are account managers. */
export function SpreadField({ field, source, onChange }: Props) {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const spread = source.spread ?? []
  const managers = useManagers(typed, spread)
  const label = t('import.spread.of', { field: fieldName(field.name) })
  const change = (next: string[]) => onChange({ spread: next })
  if (field.name !== 'owner')
    return (
      <TagsInput
        size="xs"
        aria-label={label}
        placeholder={t('import.spread')}
        maxTags={1000}
        value={spread}
        onChange={change}
      />
    )
  return (
    <MultiSelect
      size="xs"
      aria-label={label}
      placeholder={spread.length === 0 ? t('import.spread.managers') : ''}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={t('ui.nothing-found')}
      maxValues={1000}
      hidePickedOptions
      data={managers}
      value={spread}
      onChange={change}
    />
  )
}

import { useDebouncedValue } from '@mantine/hooks'
import { users } from '@rapport/contract/administration/organisation'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { SelectField } from '#ui/fields.tsx'
import { useWords } from '#words/words.ts'

/** Whoever in the firm answers for it, found by name; not asked of those who may not see colleagues. */
export function OwnerField({ owner }: { owner: { id: string; name: string } | null }) {
  const { t } = useWords()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim().slice(0, 60), 200)
  const may = useMay(users.colleagues)
  const found = useAsk(users.colleagues, { query: { limit: '50', ...(q ? { q } : {}) } }, { enabled: may, keep: true })
  if (!may) return null
  const people = (found.data?.items ?? []).map(({ id, name, unit }) => ({ value: id, label: `${name} · ${unit.name}` }))
  const kept = owner && !people.some(({ value }) => value === owner.id) ? [{ value: owner.id, label: owner.name }] : []
  return (
    <SelectField name="ownerId" label={t('item.owner')} clearable search={setTyped} choices={[...kept, ...people]} />
  )
}

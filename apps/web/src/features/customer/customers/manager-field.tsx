import { useDebouncedValue } from '@mantine/hooks'
import { users } from '@rapport/contract/administration/organisation'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { SelectField } from '#ui/fields.tsx'

/** Which account manager it becomes, found by typing. */
export function ManagerField({ label, hint, required = false }: { label: string; hint?: string; required?: boolean }) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.split(' · ')[0]?.trim().slice(0, 60) ?? '', 200)
  const query = { role: 'account-manager', limit: '50', ...(q ? { q } : {}) }
  const { data } = useAsk(users.colleagues, { query }, { keep: true })
  const choices = (data?.items ?? []).map(({ username, name, unit }) => ({
    value: username,
    label: `${name} · ${unit.name}`,
  }))
  return (
    <SelectField
      name="ownerUsername"
      label={label}
      {...(hint !== undefined && { hint })}
      required={required}
      choices={choices}
      search={setTyped}
    />
  )
}

import { useDebouncedValue } from '@mantine/hooks'
import { type Security, securities } from '@rapport/contract/customer/securities'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { SelectField } from '#ui/fields.tsx'

interface Props {
  label: string
  hint?: string
  required?: boolean
  /** What stands there already. */
  chosen: Pick<Security, 'id' | 'code' | 'name'> | null
}

/** A security, found by code or name as it is typed. */
export function SecurityField({ chosen, ...words }: Props) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim().slice(0, 80), 200)
  const found = useAsk(securities.list, { query: { limit: '20', ...(q ? { q } : {}) } }, { keep: true })
  const items = found.data?.items ?? []
  const known = chosen === null || items.some(({ id }) => id === chosen.id)
  const choices = (known ? items : [chosen, ...items]).map(({ id, code, name }) => ({
    value: id,
    label: `${code} ${name ?? ''}`,
  }))
  return <SelectField name="securityId" {...words} choices={choices} search={setTyped} clearable={!words.required} />
}

import { useDebouncedValue } from '@mantine/hooks'
import { units, users } from '@rapport/contract/administration/organisation'
import { type CustomerField, fieldOf } from '@rapport/contract/analytics/customer-fields'
import { securities } from '@rapport/contract/customer/securities'
import { useState } from 'react'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import type { Choice } from '#ui/filters.ts'
import { type Names, valueWord } from './field-words.ts'

interface Choices {
  /** Null where anything may be typed. */
  choices: Choice[] | null
  /** Of long lists: asks for those that match what was typed. */
  search: ((typed: string) => void) | undefined
}

/** The values among which one may choose for a field; what is chosen already stays in the list, whatever is typed. */
export function useValueChoices(field: CustomerField, chosen: readonly string[], names: Names): Choices {
  const { type, options } = fieldOf(field)
  const mayOrganisation = useMay(units.list)
  const [typed, setTyped] = useState('')
  const [picked, setPicked] = useState<Names>({})
  const [q] = useDebouncedValue(typed.trim().slice(0, 60), 200)
  const query = { limit: '50', ...(q ? { q } : {}) }
  const branches = useAsk(units.list, {}, { enabled: type === 'unit' && mayOrganisation })
  const people = useAsk(users.colleagues, { query }, { enabled: type === 'person' && mayOrganisation, keep: true })
  const listed = useAsk(securities.list, { query }, { enabled: type === 'security', keep: true })
  const found: Record<string, () => Choice[]> = {
    choice: () => (options ?? []).map((value) => ({ value, label: valueWord(field, value) })),
    unit: () => (branches.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
    person: () =>
      (people.data?.items ?? []).map(({ id, name, unit }) => ({ value: id, label: `${name} · ${unit.name}` })),
    security: () =>
      (listed.data?.items ?? []).map(({ id, code, name }) => ({ value: id, label: `${code} ${name ?? ''}`.trim() })),
  }
  const offered = found[type]?.()
  if (!offered) return { choices: null, search: undefined }
  const missing = chosen.filter((value) => !offered.some((choice) => choice.value === value))
  return {
    choices: [...offered, ...missing.map((value) => ({ value, label: picked[value] ?? names[value] ?? value }))],
    search:
      type === 'person' || type === 'security'
        ? (next) => {
            setPicked((before) => ({
              ...before,
              ...Object.fromEntries(offered.map(({ value, label }) => [value, label])),
            }))
            setTyped(next)
          }
        : undefined,
  }
}

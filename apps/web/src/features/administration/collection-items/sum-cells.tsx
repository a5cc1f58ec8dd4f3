import { Select, TextInput } from '@mantine/core'
import type { SumOf } from '@rapport/contract/administration/collection-layout'
import type { ReactNode } from 'react'
import type { Words } from '#words/words.ts'
import { fieldWords } from './field-words.ts'
import type { TargetField } from './mapping.ts'
import { Whole } from './row-inputs.tsx'

/** What a declared total says: a count of rows, a sum of a field (of some rows), or a hash of the bytes. */
export interface Said {
  is: 'rows' | 'sum' | 'sha256'
  of?: SumOf | undefined
  scale?: number | undefined
}

interface Props {
  t: Words
  said: Said
  fields: readonly TargetField[]
  nth: number
  sha256?: boolean
  set: (said: Said) => void
}

export const sumHeads = (t: Words) => [
  t('totals.is'),
  t('totals.field'),
  t('totals.when'),
  t('totals.when.value'),
  t('totals.scale'),
]

/** The cells of a total behind the place where it stands. */
export function SumCells({ t, said, fields, nth, sha256 = false, set }: Props): ReactNode[] {
  const { of } = said
  const names = [...new Set([...fields.map(({ name }) => name), ...(of ? [of.field] : [])])]
  const choices = names.map((value) => ({ value, label: fieldWords(value) }))
  const choose = (is: Said['is']) =>
    set(is === 'sum' ? { ...said, is, of: of ?? { field: 'amount' } } : { ...said, is, of: undefined })
  return [
    <Select
      key="is"
      size="xs"
      w={130}
      aria-label={`${t('totals.is')} ${nth}`}
      allowDeselect={false}
      data={(['rows', 'sum', ...(sha256 ? ['sha256' as const] : [])] as const).map((value) => ({
        value,
        label: t(`totals.is.${value}`),
      }))}
      value={said.is}
      onChange={(next) => choose(next as Said['is'])}
    />,
    of && (
      <Select
        key="field"
        size="xs"
        w={150}
        searchable
        aria-label={`${t('totals.field')} ${nth}`}
        allowDeselect={false}
        data={choices}
        value={of.field}
        onChange={(field) => field && set({ ...said, of: { ...of, field } })}
      />
    ),
    of && (
      <Select
        key="when"
        size="xs"
        w={150}
        searchable
        clearable
        aria-label={`${t('totals.when')} ${nth}`}
        placeholder={t('totals.when.all')}
        data={choices}
        value={of.when?.field ?? null}
        onChange={(field) =>
          set({
            ...said,
            of: field ? { field: of.field, when: { field, value: of.when?.value ?? '' } } : { field: of.field },
          })
        }
      />
    ),
    of?.when && (
      <TextInput
        key="value"
        size="xs"
        w={110}
        aria-label={`${t('totals.when.value')} ${nth}`}
        maxLength={120}
        value={of.when.value}
        onChange={(event) => {
          const { value } = event.currentTarget
          if (of.when) set({ ...said, of: { ...of, when: { ...of.when, value } } })
        }}
      />
    ),
    of && (
      <Whole
        key="scale"
        label={`${t('totals.scale')} ${nth}`}
        min={0}
        value={said.scale ?? 0}
        onChange={(scale) => set({ ...said, scale })}
      />
    ),
  ]
}

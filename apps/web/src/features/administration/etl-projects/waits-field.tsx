import { MultiSelect } from '@mantine/core'
import { collectionItems } from '@rapport/contract/administration/collection-items'
import type { EtlStep } from '@rapport/contract/administration/etl-projects'
import { useWatch } from 'react-hook-form'
import { useAsk } from '#api/query.ts'
import { usePart } from '#features/administration/data-centre/messages.tsx'
import { fieldText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'

/** Items of other tasks that must be published for a day before this task merges it; those of its own steps are not offered. */
export function WaitsField() {
  const { t } = useWords()
  const { value: waitsFor, set, messages } = usePart<string[]>('waitsFor')
  const steps = (useWatch({ name: 'steps' }) ?? []) as EtlStep[]
  const items = useAsk(collectionItems.list)
  const own = new Set(steps.map(({ itemId }) => itemId))
  return (
    <MultiSelect
      name="waitsFor"
      label={t('task.waits-for')}
      description={t('task.waits-for.hint')}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      error={messages.map(fieldText).join(' ') || undefined}
      searchable
      hidePickedOptions
      nothingFoundMessage={t('ui.nothing-found')}
      data={(items.data?.items ?? [])
        // What is chosen stays to be seen, also where the server will refuse it.
        .filter(({ id }) => !own.has(id) || waitsFor.includes(id))
        .map(({ id, name, source }) => ({ value: id, label: `${name} · ${source.name}` }))}
      value={waitsFor}
      onChange={set}
    />
  )
}

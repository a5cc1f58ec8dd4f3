import { MultiSelect } from '@mantine/core'
import { Messages, usePart } from '#features/administration/data-centre/messages.tsx'
import { useWords } from '#words/words.ts'
import { fieldWords } from './field-words.ts'
import classes from './items.module.css'
import type { MappingDraft, TargetField } from './mapping.ts'

interface Props {
  fields: readonly TargetField[]
  mapping: MappingDraft
  onMapping: (mapping: MappingDraft) => void
}

/** The fields that name a row: by them a file read twice, or a corrected row, is known again. */
export function KeyField({ fields, mapping, onMapping }: Props) {
  const { t } = useWords()
  const { value, set, messages } = usePart<string[]>('keyFields')
  // A table of one's own that maps nothing takes every column as it is.
  const whole = mapping.target === 'table' && Object.keys(mapping.fields ?? {}).length === 0
  const mapped = fields.filter(({ name }) => whole || mapping.fields?.[name] || value.includes(name))
  return (
    <>
      <MultiSelect
        name="keyFields"
        maw={600}
        label={t('item.key.fields')}
        description={t('item.key.hint')}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('ui.clear') }}
        hidePickedOptions
        maxValues={10}
        nothingFoundMessage={t('ui.nothing-found')}
        data={[...new Set([...mapped.map(({ name }) => name), ...value])].map((name) => ({
          value: name,
          label: fieldWords(name),
        }))}
        value={value}
        onChange={(next) => {
          set(next)
          // A table of one's own has no key but this one.
          if (mapping.target === 'table') onMapping({ ...mapping, key: next })
        }}
      />
      <Messages of={messages} />
      {mapping.target !== 'table' && value.length === 0 && <p className={classes.hint}>{t('item.key.none')}</p>}
    </>
  )
}

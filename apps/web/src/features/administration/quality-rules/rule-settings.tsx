import { MultiSelect, Select } from '@mantine/core'
import type { CollectionItem } from '@rapport/contract/administration/collection-items'
import { type RuleSettings, referenced } from '@rapport/contract/administration/quality-rules'
import { useFormContext, useWatch } from 'react-hook-form'
import { fieldWords } from '#features/administration/collection-items/field-words.ts'
import { Messages, usePart } from '#features/administration/data-centre/messages.tsx'
import { LongTextField, SelectField, TextField } from '#ui/fields.tsx'
import type { Choice } from '#ui/filters.ts'
import { Fields } from '#ui/form.tsx'
import { useWords } from '#words/words.ts'
import { BalanceFields } from './balance-fields.tsx'

type Kind = RuleSettings['kind']
const kinds: Kind[] = ['null', 'range', 'format', 'reference', 'unique', 'balance', 'condition']

/** What a kind of rule begins with. */
const begun: Record<Kind, RuleSettings> = {
  null: { kind: 'null', field: '' },
  range: { kind: 'range', field: '', from: null, to: null },
  format: { kind: 'format', field: '', pattern: '' },
  reference: { kind: 'reference', field: '', to: 'customers' },
  unique: { kind: 'unique', fields: [] },
  balance: { kind: 'balance', sum: { field: '' }, equals: { field: '' } },
  condition: { kind: 'condition', condition: '' },
}

/** The fields of an item by name, and those that a rule names already. */
function choicesOf(item: CollectionItem | undefined, named: readonly string[]): Choice[] {
  const names = new Set([...Object.keys(item?.mapping.fields ?? {}), ...named.filter(Boolean)])
  return [...names]
    .map((value) => ({ value, label: fieldWords(value) }))
    .toSorted((one, other) => one.label.localeCompare(other.label))
}

/** The kind of a rule and what it demands, by its kind. */
export function RuleSettingsFields({ item }: { item: CollectionItem | undefined }) {
  const { t } = useWords()
  const { control, setValue, clearErrors } = useFormContext()
  const settings = useWatch({ control, name: 'settings' }) as RuleSettings
  const { kind } = settings
  const field = 'field' in settings ? settings.field : ''
  const choices = choicesOf(item, [field])
  const choose = (next: Kind) => {
    const before = begun[next]
    setValue('settings', 'field' in before ? { ...before, field } : before, { shouldDirty: true })
    clearErrors('settings')
  }
  return (
    <>
      <Select
        label={t('rule.kind')}
        description={t(`rule.kind.${kind}.about`)}
        inputWrapperOrder={['label', 'input', 'error', 'description']}
        allowDeselect={false}
        data={kinds.map((value) => ({ value, label: t(`rule.kind.${value}`) }))}
        value={kind}
        onChange={(next) => choose(next as Kind)}
      />
      <Fields key={kind}>
        {'field' in settings && (
          <SelectField name="settings.field" label={t('rule.field')} required searchable choices={choices} />
        )}
        {kind === 'range' && (
          <>
            <TextField
              name="settings.from"
              label={t('rule.from')}
              hint={t('rule.from.hint')}
              maxLength={40}
              empty="null"
            />
            <TextField name="settings.to" label={t('rule.to')} hint={t('rule.to.hint')} maxLength={40} empty="null" />
          </>
        )}
        {kind === 'format' && (
          <TextField
            name="settings.pattern"
            label={t('rule.pattern')}
            hint={t('rule.pattern.hint')}
            required
            maxLength={100}
          />
        )}
        {kind === 'reference' && (
          <SelectField
            name="settings.to"
            label={t('rule.reference')}
            required
            choices={referenced.map((value) => ({ value, label: t(`rule.reference.${value}`) }))}
          />
        )}
        {kind === 'condition' && (
          <LongTextField
            name="settings.condition"
            label={t('rule.condition')}
            hint={t('rule.condition.hint')}
            required
            maxLength={1000}
          />
        )}
      </Fields>
      {kind === 'unique' && <UniqueFields item={item} />}
      {kind === 'balance' && <BalanceFields choices={choices} />}
      {kind === 'range' && <WholeMessages />}
    </>
  )
}

/** What is wrong with the settings as a whole; what is wrong with a field of them stands at the field. */
function WholeMessages() {
  const { formState } = useFormContext()
  const message = (formState.errors.settings as { message?: string } | undefined)?.message
  return <Messages of={message ? [message] : []} />
}

function UniqueFields({ item }: { item: CollectionItem | undefined }) {
  const { t } = useWords()
  const { value, set, messages } = usePart<string[]>('settings.fields')
  return (
    <div>
      <MultiSelect
        name="settings.fields.0"
        label={t('rule.fields')}
        withAsterisk
        searchable
        maxValues={10}
        nothingFoundMessage={t('ui.nothing-found')}
        data={choicesOf(item, value ?? [])}
        value={value ?? []}
        onChange={set}
      />
      <Messages of={messages} />
    </div>
  )
}

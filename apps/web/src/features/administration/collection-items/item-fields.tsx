import { Select } from '@mantine/core'
import type { CollectionItem } from '@rapport/contract/administration/collection-items'
import { type CollectionTarget, collectionTargets } from '@rapport/contract/administration/collection-mapping'
import { useEffect, useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { Messages, usePart } from '#features/administration/data-centre/messages.tsx'
import { OwnerField } from '#features/administration/data-centre/owner-field.tsx'
import { NumberField, TextField } from '#ui/fields.tsx'
import { Fields } from '#ui/form.tsx'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import { KeyField } from './key-field.tsx'
import { LayoutField } from './layout-field.tsx'
import { fieldsOf, type MappingDraft } from './mapping.ts'
import { MappingField } from './mapping-field.tsx'
import { type Guess, placeFrom, refusedFields, type Sample, useCollectionPreview } from './preview.ts'
import { PreviewSection } from './preview-section.tsx'
import { SampleChoice } from './sample-choice.tsx'
import { TotalsFields } from './totals-fields.tsx'
import { UnknownFields } from './unknown-fields.tsx'

interface Props {
  source: { id: string; kind: string }
  owner: { id: string; name: string } | null
  /** The item as it is stored; without it, one is being described. */
  kept?: CollectionItem
}

/** All that an item says of itself, with a sample beside it that shows what it comes to. */
export function ItemFields({ source, owner, kept }: Props) {
  const { t } = useWords()
  const { control, getValues, setValue } = useFormContext()
  const layout = useWatch({ control, name: 'layout' }) as unknown
  const { value: mapping, set: setMapping, messages } = usePart<MappingDraft>('mapping')
  const [sample, setSample] = useState<Sample>()
  // The server guesses until the person has said how the file is written.
  const [guess, setGuess] = useState<Guess>(kept === undefined ? 'all' : null)
  // Rows of another kind have other fields: the server says anew which column is which.
  const target = useTarget(kept, () => setGuess((before) => before ?? 'mapping'))
  const preview = useCollectionPreview({ sample, target: target.value, layout, mapping, guess })
  const found = preview.data
  useEffect(() => {
    if (!guess || !found || !preview.fresh) return
    setGuess(null)
    if (found.guessedLayout) setValue('layout', found.guessedLayout, { shouldDirty: true })
    if (found.suggestedMapping) setValue('mapping', found.suggestedMapping, { shouldDirty: true })
  }, [guess, found, preview.fresh, setValue])
  const choose = (next: Sample) => {
    setSample(next)
    const name = next.from === 'here' ? next.file.name : next.name
    if (!getValues('place') && source.kind !== 'postgres') setValue('place', placeFrom(name), { shouldDirty: true })
    if (!kept) setGuess('all')
  }
  const fields = fieldsOf(found, mapping)
  const refused = refusedFields(preview.error)
  return (
    <>
      <Fields>
        <TextField name="name" label={t('source.name')} required maxLength={80} />
        <TextField name="code" label={t('source.code')} hint={t('source.code.hint')} required maxLength={60} />
        {target.field}
        <TextField
          name="place"
          label={t(source.kind === 'postgres' ? 'item.query' : 'item.place')}
          hint={t(source.kind === 'postgres' ? 'item.query.hint' : 'item.place.hint')}
          required
          wide={source.kind === 'postgres'}
          maxLength={2000}
        />
        <TextField
          name="schedule"
          label={t('item.schedule')}
          hint={t('item.schedule.hint')}
          maxLength={100}
          empty="null"
        />
        <NumberField
          name="lateDays"
          label={t('item.late-days')}
          hint={t('item.late-days.hint')}
          suffix={t('item.days')}
        />
        <OwnerField owner={owner} />
        <TextField
          name="contact"
          label={t('item.contact')}
          hint={t('item.contact.hint')}
          maxLength={200}
          empty="null"
        />
      </Fields>
      <Section title={t('item.sample')}>
        <SampleChoice
          source={source}
          sample={sample}
          onSample={choose}
          preview={preview}
          guess={() => setGuess('all')}
        />
      </Section>
      <Section title={t('layout.title')}>
        <LayoutField fields={fields} onTouch={() => setGuess(null)} />
      </Section>
      <Section title={t('import.mapping')}>
        <Messages of={messages} />
        <MappingField key={preview.place} preview={found} mapping={mapping} refused={refused} onChange={setMapping} />
      </Section>
      {sample && <PreviewSection preview={preview} mapping={mapping} />}
      <Section title={t('item.key')}>
        <KeyField fields={fields} mapping={mapping} onMapping={setMapping} />
      </Section>
      <Section title={t('totals.title')}>
        <TotalsFields fields={fields} />
      </Section>
      <Section title={t('unknown.title')}>
        <UnknownFields />
      </Section>
    </>
  )
}

/** What the rows are: chosen once, before the item is kept. The mapping says it too. */
function useTarget(kept: CollectionItem | undefined, onChange: () => void) {
  const { t } = useWords()
  const { control, setValue } = useFormContext()
  const watched = useWatch({ control, name: 'target' }) as CollectionTarget | undefined
  const value = kept?.target ?? watched ?? 'trades'
  const choose = (next: CollectionTarget) => {
    setValue('target', next, { shouldDirty: true })
    setValue('mapping', { target: next, fields: {} }, { shouldDirty: true })
    onChange()
  }
  return {
    value,
    field: (
      <Select
        label={t('item.target')}
        withAsterisk
        searchable
        disabled={kept !== undefined}
        allowDeselect={false}
        nothingFoundMessage={t('ui.nothing-found')}
        data={collectionTargets.map((one) => ({ value: one, label: t(`target.${one}`) }))}
        value={value}
        onChange={(next) => choose(next as CollectionTarget)}
      />
    ),
  }
}

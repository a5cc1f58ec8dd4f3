import { Button, MultiSelect, Select, TextInput } from '@mantine/core'
import type { CollectionItem } from '@rapport/contract/administration/collection-items'
import { type EtlStep, itemStepKinds, type StepKind, stepKinds } from '@rapport/contract/administration/etl-projects'
import { useState } from 'react'
import { useWords } from '#words/words.ts'
import classes from './projects.module.css'

interface Props {
  step: EtlStep
  others: EtlStep[]
  items: CollectionItem[]
  onChange: (step: EtlStep) => void
  onRemove: () => void
}

const ofItem = (kind: StepKind) => itemStepKinds.some((one) => one === kind)

/** One step: its code, what it does, of which item, and what must be done before. */
export function StepEditor({ step, others, items, onChange, onRemove }: Props) {
  const { t } = useWords()
  const [code, setCode] = useState(step.code)
  const taken = others.some((other) => other.code === code)
  // The code names the step while one types: it is taken when the field is left.
  const rename = () => {
    if (code && !taken && code !== step.code) onChange({ ...step, code })
  }
  return (
    <fieldset
      className={classes.step}
      style={{ border: 0, margin: 0 }}
      aria-label={t('step.edit', { step: step.code })}
    >
      <TextInput
        label={t('step.code')}
        value={code}
        maxLength={60}
        error={taken ? t('step.code.taken') : undefined}
        onChange={(event) => setCode(event.currentTarget.value)}
        onBlur={rename}
      />
      <Select
        label={t('step.kind')}
        allowDeselect={false}
        data={stepKinds.map((value) => ({ value, label: t(`step.kind.${value}`) }))}
        value={step.kind}
        onChange={(next) => {
          const kind = next as StepKind
          onChange({ ...step, kind, itemId: ofItem(kind) ? step.itemId : null })
        }}
      />
      {ofItem(step.kind) && (
        <Select
          label={t('item.one')}
          searchable
          withAsterisk
          nothingFoundMessage={t('ui.nothing-found')}
          data={items.map(({ id, name, source }) => ({ value: id, label: `${name} · ${source.name}` }))}
          value={step.itemId}
          onChange={(itemId) => onChange({ ...step, itemId })}
        />
      )}
      <MultiSelect
        label={t('step.needs')}
        searchable
        hidePickedOptions
        nothingFoundMessage={t('ui.nothing-found')}
        data={others.map((other) => other.code)}
        value={step.needs}
        onChange={(needs) => onChange({ ...step, needs })}
      />
      <div>
        <Button variant="default" color="danger" onClick={onRemove}>
          {t('step.remove')}
        </Button>
      </div>
    </fieldset>
  )
}

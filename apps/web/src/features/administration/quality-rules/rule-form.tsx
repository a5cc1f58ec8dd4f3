import { Modal } from '@mantine/core'
import type { CollectionItem } from '@rapport/contract/administration/collection-items'
import { type QualityRule, qualityRules, ruleEffects } from '@rapport/contract/administration/quality-rules'
import { useState } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useSend } from '#api/query.ts'
import { OwnerField } from '#features/administration/data-centre/owner-field.tsx'
import { changedIn } from '#ui/changed.ts'
import { SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { RuleSettingsFields } from './rule-settings.tsx'

interface NewProps {
  items: readonly CollectionItem[]
  /** The item that is shown. */
  itemId: string | undefined
  onClose: () => void
}

/** Adds a rule to an item. */
export function NewRule({ items, itemId, onClose }: NewProps) {
  const { t } = useWords()
  const send = useSend(qualityRules.create, { refresh: [qualityRules.list] })
  return (
    <Modal opened onClose={onClose} size="lg" title={t('rule.add')} closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <Form
        of={qualityRules.create.body}
        from={{
          itemId: itemId ?? (items.length === 1 ? items[0]?.id : '') ?? '',
          code: '',
          name: '',
          settings: { kind: 'null', field: '' },
          effect: 'hold-row',
          ownerId: null,
        }}
        light
        send={t('rule.add')}
        onCancel={onClose}
        onSend={async (body) => {
          await send.mutateAsync({ body })
          void notify(t('ui.saved'))
          onClose()
        }}
      >
        <Fields>
          <SelectField
            name="itemId"
            label={t('item.one')}
            required
            wide
            searchable
            choices={items.map(({ id, name, source }) => ({ value: id, label: `${name} · ${source.name}` }))}
          />
          <TextField name="name" label={t('source.name')} required maxLength={120} />
          <TextField name="code" label={t('source.code')} hint={t('source.code.hint')} required maxLength={60} />
        </Fields>
        <OfChosenItem items={items} />
      </Form>
    </Modal>
  )
}

function OfChosenItem({ items }: { items: readonly CollectionItem[] }) {
  const { control } = useFormContext()
  const chosen = useWatch({ control, name: 'itemId' }) as string | null
  return <RuleRest item={items.find(({ id }) => id === chosen)} owner={null} />
}

interface EditProps {
  rule: QualityRule
  item: CollectionItem | undefined
  onClose: () => void
}

/** Changes a rule; only what was changed is sent. */
export function EditRule({ rule, item, onClose }: EditProps) {
  const { t } = useWords()
  const send = useSend(qualityRules.change, { refresh: [qualityRules.list] })
  // What the form began with; the stored rule may move on under it.
  const [base] = useState(rule)
  const fields = { name: base.name, settings: base.settings, effect: base.effect, ownerId: base.owner?.id ?? null }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('rule.edit', { name: rule.name })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Form
        of={qualityRules.change.body}
        from={fields}
        light
        send={t('ui.save')}
        onCancel={onClose}
        onSend={async (body) => {
          const changes = changedIn(fields, body)
          if (Object.keys(changes).length > 0)
            await send.mutateAsync({ params: { id: rule.id }, version: rule.version, body: changes })
          void notify(t('ui.saved'))
          onClose()
        }}
      >
        <Fields>
          <TextField name="name" label={t('source.name')} required wide maxLength={120} />
        </Fields>
        <RuleRest item={item} owner={rule.owner} />
      </Form>
    </Modal>
  )
}

/** What it demands, what happens to rows that break it, and who answers for it. */
function RuleRest({ item, owner }: { item: CollectionItem | undefined; owner: QualityRule['owner'] }) {
  const { t } = useWords()
  return (
    <>
      <RuleSettingsFields item={item} />
      <Fields>
        <SelectField
          name="effect"
          label={t('rule.effect')}
          required
          choices={ruleEffects.map((value) => ({ value, label: t(`rule.effect.${value}`) }))}
        />
        <OwnerField owner={owner} />
      </Fields>
    </>
  )
}

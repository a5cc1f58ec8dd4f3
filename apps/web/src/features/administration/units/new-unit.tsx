import { Modal } from '@mantine/core'
import { units } from '@rapport/contract/administration/organisation'
import type { Unit } from '@rapport/contract/administration/organisation-choices'
import { useState } from 'react'
import { useWatch } from 'react-hook-form'
import { useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { DayField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { parentsFor } from './unit-tree.ts'

const KINDS = ['region', 'branch', 'team'] as const

interface Props {
  all: Unit[]
  /** The unit it shall hang below. */
  below?: string
  onClose: () => void
}

/** Adds a region, branch or team. */
export function NewUnit({ all, below, onClose }: Props) {
  const { t } = useWords()
  const { today } = useViewer()
  const send = useSend(units.create, { refresh: [units.list] })
  const parent = all.find(({ id }) => id === below)
  const [kind] = useState(() => KINDS.find((one) => !parent || parentsFor([parent], one).length > 0) ?? 'team')
  return (
    <Modal opened onClose={onClose} title={t('unit.add')} closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <Form
        of={units.create.body}
        from={{ parentId: below ?? '', kind, code: '', name: '', validFrom: today }}
        light
        send={t('unit.add')}
        onCancel={onClose}
        onSend={async (body) => {
          const made = await send.mutateAsync({ body })
          void notify(t('unit.added', { name: made.name }))
          onClose()
        }}
      >
        <Fields>
          <TextField name="name" label={t('unit.name')} required maxLength={80} autoFocus />
          <TextField name="code" label={t('unit.code')} hint={t('unit.code.hint')} required maxLength={20} />
          <SelectField
            name="kind"
            label={t('unit.kind')}
            required
            choices={KINDS.map((value) => ({ value, label: t(`unit-kind.${value}`) }))}
          />
          <ParentOfKind all={all} />
          <DayField name="validFrom" label={t('unit.valid-from')} required />
        </Fields>
      </Form>
    </Modal>
  )
}

function ParentOfKind({ all }: { all: Unit[] }) {
  const kind = useWatch({ name: 'kind' }) as Unit['kind']
  return <ParentField parents={parentsFor(all, kind)} />
}

/** The unit that another hangs below. */
export function ParentField({ parents }: { parents: Unit[] }) {
  const { t } = useWords()
  return (
    <SelectField
      name="parentId"
      label={t('unit.parent')}
      required
      searchable
      choices={parents.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}

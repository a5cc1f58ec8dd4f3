import { Modal } from '@mantine/core'
import { collectionItems } from '@rapport/contract/administration/collection-items'
import { type DataSource, dataSources } from '@rapport/contract/administration/data-sources'
import { useState } from 'react'
import { useSend } from '#api/query.ts'
import { changedIn } from '#ui/changed.ts'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { SourceFields } from './source-fields.tsx'

/** Registers a source. */
export function NewSource({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const send = useSend(dataSources.create, { refresh: [dataSources.list] })
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('source.add')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Form
        of={dataSources.create.body}
        from={{ code: '', name: '', settings: { kind: 'folder', folder: '' }, ownerId: null, contact: null }}
        light
        send={t('source.add')}
        onCancel={onClose}
        onSend={async (body) => {
          await send.mutateAsync({ body })
          void notify(t('ui.saved'))
          onClose()
        }}
      >
        <SourceFields hasSecret={false} owner={null} />
      </Form>
    </Modal>
  )
}

/** Changes a source; only what was changed is sent, and a kept secret stays where none is typed. */
export function EditSource({ source, onClose }: { source: DataSource; onClose: () => void }) {
  const { t } = useWords()
  const send = useSend(dataSources.change, { refresh: [dataSources.list, collectionItems.list] })
  // What the form began with; the stored source may move on under it.
  const [base] = useState(source)
  const { code, name, settings, contact } = base
  const fields = { code, name, settings, contact, ownerId: base.owner?.id ?? null }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('source.edit', { name: source.name })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Form
        of={dataSources.change.body}
        from={fields}
        light
        send={t('ui.save')}
        onCancel={onClose}
        onSend={async (body) => {
          const changes = changedIn(fields, body)
          if (Object.keys(changes).length > 0)
            await send.mutateAsync({ params: { id: source.id }, body: changes, version: source.version })
          void notify(t('ui.saved'))
          onClose()
        }}
      >
        <SourceFields hasSecret={source.hasSecret} owner={source.owner} />
      </Form>
    </Modal>
  )
}

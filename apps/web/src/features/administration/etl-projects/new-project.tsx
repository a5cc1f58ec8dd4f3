import { Modal } from '@mantine/core'
import { etlProjects } from '@rapport/contract/administration/etl-projects'
import { useSend } from '#api/query.ts'
import { LongTextField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'

export function NewProject({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const send = useSend(etlProjects.create, { refresh: [etlProjects.list] })
  return (
    <Modal opened onClose={onClose} title={t('project.add')} closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <Form
        of={etlProjects.create.body}
        from={{ code: '', name: '', note: null }}
        light
        send={t('project.add')}
        onCancel={onClose}
        onSend={async (body) => {
          await send.mutateAsync({ body })
          void notify(t('ui.saved'))
          onClose()
        }}
      >
        <Fields>
          <TextField name="name" label={t('project.name')} required maxLength={80} autoFocus />
          <TextField name="code" label={t('source.code')} hint={t('source.code.hint')} required maxLength={60} />
          <LongTextField name="note" label={t('project.note')} maxLength={500} empty="null" rows={2} />
        </Fields>
      </Form>
    </Modal>
  )
}

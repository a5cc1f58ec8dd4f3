import { Modal } from '@mantine/core'
import { users } from '@rapport/contract/administration/organisation'
import { useSend } from '#api/query.ts'
import { TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { PlaceFields } from './place-fields.tsx'

/** Creates somebody who can sign in, with a first password that they change. */
export function NewUser({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const send = useSend(users.create, { refresh: [users.list, users.colleagues] })
  return (
    <Modal opened onClose={onClose} size="lg" title={t('user.add')} closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <Form
        of={users.create.body}
        from={{ username: '', name: '', staffNo: null, workEmail: null, unitId: '', roleId: '', password: '' }}
        light
        send={t('user.add')}
        onCancel={onClose}
        onSend={async (body) => {
          const made = await send.mutateAsync({ body })
          void notify(t('user.added', { name: made.name }))
          onClose()
        }}
      >
        <Fields>
          <TextField name="name" label={t('user.name')} required maxLength={80} autoFocus />
          <TextField name="username" label={t('user.username')} required maxLength={64} />
          <TextField name="staffNo" label={t('user.staff-no')} maxLength={20} empty="null" />
          <TextField name="workEmail" type="email" label={t('user.work-email')} maxLength={254} empty="null" />
          <PlaceFields />
          <TextField
            name="password"
            type="password"
            label={t('user.first-password')}
            hint={t('user.password.hint')}
            required
            maxLength={200}
            autoComplete="new-password"
          />
        </Fields>
      </Form>
    </Modal>
  )
}

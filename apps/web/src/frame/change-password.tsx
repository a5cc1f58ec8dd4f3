import { Modal } from '@mantine/core'
import { ChangePassword, session } from '@rapport/contract/session'
import { useNavigate } from 'react-router'
import { useSend } from '#api/query.ts'
import { TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'

/** Changes the own password; every session of the person ends, this one too. */
export function ChangePasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const send = useSend(session.changePassword)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('frame.change-password')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Form
        of={ChangePassword}
        from={{ current: '', next: '' }}
        light
        send={t('frame.change-password')}
        onCancel={onClose}
        onSend={async (body) => {
          await send.mutateAsync({ body })
          void notify(t('frame.password-changed'))
          await navigate('/sign-in')
        }}
      >
        <TextField
          name="current"
          type="password"
          label={t('frame.password.current')}
          required
          autoComplete="current-password"
          autoFocus
        />
        <TextField
          name="next"
          type="password"
          label={t('frame.password.next')}
          hint={t('frame.password.hint')}
          required
          autoComplete="new-password"
        />
      </Form>
    </Modal>
  )
}

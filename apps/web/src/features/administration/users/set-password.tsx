import { type User, users } from '@rapport/contract/administration/organisation'
import { useSend } from '#api/query.ts'
import { TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'

/** Gives somebody a new password; they are signed out everywhere. */
export function SetPassword({ user, onDone }: { user: User; onDone: () => void }) {
  const { t } = useWords()
  const send = useSend(users.setPassword)
  return (
    <Form
      of={users.setPassword.body}
      from={{ password: '' }}
      light
      send={t('user.set-password')}
      onCancel={onDone}
      onSend={async (body) => {
        await send.mutateAsync({ params: { id: user.id }, body })
        void notify(t('user.password.done', { name: user.name }))
        onDone()
      }}
    >
      <TextField
        name="password"
        type="password"
        label={t('user.new-password')}
        hint={t('user.set-password.text')}
        required
        maxLength={200}
        autoComplete="new-password"
      />
    </Form>
  )
}

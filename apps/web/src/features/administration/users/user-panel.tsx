import { Button } from '@mantine/core'
import { type User, users } from '@rapport/contract/administration/organisation'
import { Refusal } from '@rapport/contract/client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { keyOf, useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { UserLicences } from '#features/administration/licences/user-licences.tsx'
import { changedIn } from '#ui/changed.ts'
import { Confirm } from '#ui/confirm.tsx'
import { TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Facts } from '#ui/page.tsx'
import { SidePanel } from '#ui/side-panel.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { PlaceFields } from './place-fields.tsx'
import { SetPassword } from './set-password.tsx'
import classes from './users.module.css'

interface Props {
  user: User
  onClose: () => void
  onNext?: (() => void) | undefined
  onPrevious?: (() => void) | undefined
}

/** A person beside the list: name, unit and role are changed here, sign-in is stopped and opened again. */
export function UserPanel({ user, ...moves }: Props) {
  const { t } = useWords()
  const viewer = useViewer()
  const [doing, setDoing] = useState<'password' | 'disable'>()
  const send = useSend(users.change, { refresh: [users.list, users.colleagues] })
  const own = user.id === viewer.id
  const switchTo = async (disabled: boolean) => {
    await send.mutateAsync({ params: { id: user.id }, body: { disabled }, version: user.version })
    const done = disabled ? t('user.disable.done', { name: user.name }) : t('user.enable.done', { name: user.name })
    void notify(done)
  }
  return (
    <SidePanel title={user.name} href={`/users?user=${encodeURIComponent(user.username)}`} {...moves}>
      <div className={classes.panel}>
        <Facts
          of={[
            [t('user.username'), user.username],
            [t('user.staff-no'), user.staffNo],
            [
              t('user.state'),
              user.disabled ? (
                <Tag key="state" tone="danger">
                  {t('user.disabled')}
                </Tag>
              ) : (
                t('user.enabled')
              ),
            ],
          ]}
        />
        <ChangeUser user={user} />
        <p className={classes.hint}>{t('user.change.text')}</p>
        <UserLicences userId={user.id} />
        {doing === 'password' ? (
          <SetPassword user={user} onDone={() => setDoing(undefined)} />
        ) : (
          <div className={classes.actions}>
            <Button variant="default" disabled={own} onClick={() => setDoing('password')}>
              {t('user.set-password')}
            </Button>
            {user.disabled ? (
              <Button variant="default" loading={send.isPending} onClick={() => void switchTo(false)}>
                {t('user.enable')}
              </Button>
            ) : (
              <Button variant="default" disabled={own} onClick={() => setDoing('disable')}>
                {t('user.disable')}
              </Button>
            )}
          </div>
        )}
        {own && <p className={classes.hint}>{t('user.own.text')}</p>}
      </div>
      {doing === 'disable' && (
        <Confirm
          title={t('user.disable.title', { name: user.name })}
          act={t('user.disable')}
          danger
          onAct={() => switchTo(true)}
          onClose={() => setDoing(undefined)}
        >
          <p>{t('user.disable.text')}</p>
        </Confirm>
      )}
    </SidePanel>
  )
}

function ChangeUser({ user }: { user: User }) {
  const { t } = useWords()
  const client = useQueryClient()
  const send = useSend(users.change, { refresh: [users.list, users.colleagues] })
  const [base] = useState(user)
  const fields = {
    name: base.name,
    workEmail: base.workEmail,
    extension: base.extension,
    unitId: base.unit.id,
    roleId: base.role.id,
  }
  return (
    <Form
      of={users.change.body}
      from={fields}
      light
      send={t('ui.save')}
      onSend={async (body) => {
        const changes = changedIn(fields, body)
        if (Object.keys(changes).length === 0) return
        try {
          await send.mutateAsync({ params: { id: user.id }, body: changes, version: user.version })
        } catch (refused) {
          // The next attempt is made from what is stored now; only what was changed here is sent.
          if (refused instanceof Refusal && refused.status === 412)
            await client.invalidateQueries({ queryKey: keyOf(users.list) })
          throw refused
        }
        void notify(t('ui.saved'))
      }}
    >
      <Fields>
        <TextField name="name" label={t('user.name')} required maxLength={80} wide />
        <TextField
          name="workEmail"
          type="email"
          label={t('user.work-email')}
          hint={t('user.work-email.hint')}
          maxLength={254}
          empty="null"
          wide
        />
        <TextField
          name="extension"
          label={t('user.extension')}
          hint={t('user.extension.hint')}
          maxLength={12}
          empty="null"
        />
        <PlaceFields unit={user.unit} role={user.role} />
      </Fields>
    </Form>
  )
}

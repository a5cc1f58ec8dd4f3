import { type Role, roles } from '@rapport/contract/administration/organisation'
import { Refusal } from '@rapport/contract/client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { keyOf, useAsk, useSend } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { changedIn } from '#ui/changed.ts'
import { TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { SAVED } from '#ui/leaving-guard.tsx'
import { notify } from '#ui/notify.tsx'
import { Page } from '#ui/page.tsx'
import { Answered, NotAllowed, NotFound } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { ClearanceField, PermissionsField, ScopeField } from './role-fields.tsx'
import classes from './roles.module.css'
import { TryOut } from './try-out.tsx'

/** A role with its rights, tried out before they are saved; `new` begins one, like another where the address says so. */
export function RolePage() {
  const { t, locale } = useWords()
  const { id = '' } = useParams()
  const may = useMay(roles.list)
  const answer = useAsk(roles.list, {}, { enabled: may })
  const role = answer.data?.items.find((one) => one.id === id)
  const title = id === 'new' ? t('role.add') : role ? (locale === 'zh-CN' ? role.nameZh : role.name) : t('role.one')
  return (
    <Page title={title} crumbs={[{ label: t('frame.roles'), to: '/roles' }]}>
      {may ? (
        <Answered answer={answer} lines={12}>
          {({ items }) =>
            id === 'new' ? <NewRole all={items} /> : role ? <ChangeRole key={role.id} role={role} /> : <NotFound />
          }
        </Answered>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function RoleFields() {
  const { t } = useWords()
  return (
    <>
      <ScopeField />
      <ClearanceField />
      <fieldset className={classes.permissions}>
        <legend>{t('role.permissions')}</legend>
        <PermissionsField />
      </fieldset>
      <TryOut />
    </>
  )
}

function NewRole({ all }: { all: Role[] }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const { get } = useAddress()
  const like = all.find(({ code }) => code === get('like'))
  const send = useSend(roles.create, { refresh: [roles.list] })
  return (
    <Form
      of={roles.create.body}
      from={{
        code: '',
        name: '',
        nameZh: '',
        permissions: like?.permissions ?? [],
        scope: like?.scope,
        clearance: like?.clearance ?? [],
      }}
      send={t('role.add')}
      onCancel={() => void navigate('/roles')}
      onSend={async (body) => {
        await send.mutateAsync({ body })
        await navigate('/roles', { state: SAVED })
        void notify(t('ui.saved'))
      }}
    >
      <Fields>
        <TextField name="name" label={t('role.name')} required maxLength={60} />
        <TextField name="nameZh" label={t('role.name-zh')} required maxLength={60} />
        <TextField name="code" label={t('role.code')} hint={t('role.code.hint')} required maxLength={40} />
      </Fields>
      <RoleFields />
    </Form>
  )
}

function ChangeRole({ role }: { role: Role }) {
  const { t } = useWords()
  const viewer = useViewer()
  const navigate = useNavigate()
  const client = useQueryClient()
  const send = useSend(roles.change, { refresh: [roles.list] })
  // What the form began with; the stored role may move on under it.
  const [base] = useState(role)
  const { name, nameZh, permissions, scope, clearance } = base
  const fields = { name, nameZh, permissions, scope, clearance }
  return (
    <Form
      of={roles.change.body}
      from={fields}
      send={t('ui.save')}
      onCancel={() => void navigate('/roles')}
      onSend={async (body) => {
        const changes = changedIn(sorted(fields), sorted(body))
        try {
          if (Object.keys(changes).length > 0)
            await send.mutateAsync({ params: { id: role.id }, body: changes, version: role.version })
        } catch (refused) {
          // The next attempt is made from what is stored now; only what was changed here is sent.
          if (refused instanceof Refusal && refused.status === 412)
            await client.invalidateQueries({ queryKey: keyOf(roles.list) })
          throw refused
        }
        await navigate('/roles', { state: SAVED })
        void notify(t('ui.saved'))
      }}
    >
      <p className={classes.hint}>
        {viewer.role === role.code ? t('role.own.text') : t('role.acts-on', { count: role.people })}
      </p>
      <Fields>
        <TextField name="name" label={t('role.name')} required maxLength={60} />
        <TextField name="nameZh" label={t('role.name-zh')} required maxLength={60} />
      </Fields>
      <RoleFields />
    </Form>
  )
}

/** The same rights in another order are no change. */
function sorted<Rights extends { permissions?: readonly string[]; clearance?: readonly string[] }>(
  rights: Rights,
): Rights {
  return {
    ...rights,
    ...(rights.permissions && { permissions: rights.permissions.toSorted() }),
    ...(rights.clearance && { clearance: rights.clearance.toSorted() }),
  }
}

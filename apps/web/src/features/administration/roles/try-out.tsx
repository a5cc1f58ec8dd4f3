import { Button, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { roles, users } from '@rapport/contract/administration/organisation'
import type { ReplyOf } from '@rapport/contract/endpoint'
import type { Permission, PersonalClass, Scope } from '@rapport/contract/permissions'
import { useState } from 'react'
import { useWatch } from 'react-hook-form'
import { useAsk, useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { Facts } from '#ui/page.tsx'
import { Failed } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './roles.module.css'

type Rights = ReplyOf<typeof roles.tryOut>
const MOST_NAMED = 8

/** What the rights of the form come to for a person, before anything is saved. */
export function TryOut() {
  const { t } = useWords()
  const [permissions, scope, clearance] = useWatch({ name: ['permissions', 'scope', 'clearance'] }) as [
    Permission[],
    Scope,
    PersonalClass[],
  ]
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim().slice(0, 60), 200)
  const people = useAsk(
    users.colleagues,
    { query: { limit: '20', ...(q ? { q } : {}) } },
    { enabled: useMay(users.colleagues), keep: true },
  )
  const [person, setPerson] = useState<string | null>(null)
  const send = useSend(roles.tryOut)
  const shown = send.variables?.body
  const asked = { permissions, scope, clearance, userId: person ?? '' }
  const stale = shown !== undefined && JSON.stringify(shown) !== JSON.stringify(asked)
  return (
    <section className={classes.tryOut} aria-label={t('role.try-out')}>
      <h2>{t('role.try-out')}</h2>
      <p className={classes.hint}>{t('role.try-out.about')}</p>
      <div className={classes.person}>
        <Select
          size="xs"
          aria-label={t('role.try-out.person')}
          placeholder={t('role.try-out.person')}
          searchable
          searchValue={typed}
          onSearchChange={setTyped}
          filter={({ options }) => options}
          nothingFoundMessage={t('ui.nothing-found')}
          data={(people.data?.items ?? []).map(({ id, name, unit }) => ({
            value: id,
            label: `${name} · ${unit.name}`,
          }))}
          value={person}
          onChange={setPerson}
        />
        <Button
          variant="default"
          disabled={!person || !scope}
          loading={send.isPending}
          onClick={() => send.mutate({ body: asked })}
        >
          {t('role.try-out.act')}
        </Button>
      </div>
      <div aria-live="polite" className={stale ? classes.stale : undefined}>
        {send.error && <Failed error={send.error} />}
        {send.data && <Comes to={send.data} />}
        {stale && <p className={classes.hint}>{t('role.try-out.stale')}</p>}
      </div>
    </section>
  )
}

/** Rights in words: whose customers, which units, what is masked, which calls. */
function Comes({ to }: { to: Rights }) {
  const { t } = useWords()
  const named = to.units.slice(0, MOST_NAMED).map(({ name }) => name)
  const listed = (classesOf: PersonalClass[]) => classesOf.map((one) => t(`personal.${one}`)).join(t('role.list'))
  return (
    <>
      <Facts
        of={[
          [t('role.scope'), t(`scope.${to.scope}.about`)],
          [
            t('role.units'),
            to.scope === 'units'
              ? `${named.join(t('role.list'))}${to.units.length > named.length ? ` … (${to.units.length})` : ''}`
              : null,
          ],
          [t('role.clear'), listed(to.clear)],
          [t('role.masked'), listed(to.masked)],
        ]}
      />
      <details className={classes.calls}>
        <summary>{t('role.calls', { count: to.endpoints.length })}</summary>
        <ul>
          {to.endpoints.map(({ method, path, summary }) => (
            <li key={method + path} lang="en">
              <code>
                {method} {path}
              </code>{' '}
              {summary}
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}

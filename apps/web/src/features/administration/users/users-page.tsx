import { Button } from '@mantine/core'
import { type User, users } from '@rapport/contract/administration/organisation'
import { useMemo } from 'react'
import { type Ask, useAsk, useAskPages } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { queryFrom, useAddress, withParam } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { FilterChips } from '#ui/filter-chips.tsx'
import { Page } from '#ui/page.tsx'
import { SearchBox } from '#ui/search-box.tsx'
import { Empty, NotAllowed } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { NewUser } from './new-user.tsx'
import { UserPanel } from './user-panel.tsx'
import classes from './users.module.css'

type Query = NonNullable<Ask<typeof users.list>['query']>

/** People who sign in. Search, filter and the one looked at are in the URL. */
export function UsersPage() {
  const { t } = useWords()
  const may = useMay(users.list)
  const { get, change } = useAddress()
  return (
    <Page
      fill
      title={t('frame.users')}
      actions={
        <Allowed to={users.create}>
          <Button onClick={() => change({ add: 'new' })}>{t('user.add')}</Button>
        </Allowed>
      }
    >
      {may ? <UserList /> : <NotAllowed />}
      {get('add') && (
        <Allowed to={users.create}>
          <NewUser onClose={() => change({ add: null }, { replace: true })} />
        </Allowed>
      )}
    </Page>
  )
}

/** A role's name in the reader's language. */
export const roleName = (role: { name: string; nameZh: string }, locale: string) =>
  locale === 'zh-CN' ? role.nameZh : role.name

function UserList() {
  const { t, locale } = useWords()
  const { params, get, change } = useAddress()
  const pages = useAskPages(users.list, { query: queryFrom(params, ['q', 'disabled']) as Query })
  const username = get('user')
  // The one looked at may stand on a page that is not loaded.
  const found = useAsk(users.list, { query: { q: username ?? '' } }, { enabled: username !== undefined })
  const at = pages.rows.findIndex((one) => one.username === username)
  const looked = pages.rows[at] ?? found.data?.items.find((one) => one.username === username)
  const look = (user: User | null | undefined) => change({ user: user?.username }, { replace: username !== undefined })
  const columns = useMemo(
    (): Column<User>[] => [
      { name: 'username', head: t('user.username'), width: 130, cell: (row) => row.username },
      { name: 'name', head: t('user.name'), width: 140, grow: 1, cell: (row) => row.name },
      { name: 'staffNo', head: t('user.staff-no'), width: 120, cell: (row) => row.staffNo ?? '–' },
      { name: 'role', head: t('user.role'), width: 150, grow: 1, cell: (row) => roleName(row.role, locale) },
      { name: 'unit', head: t('user.unit'), width: 180, grow: 1, cell: (row) => row.unit.name },
      {
        name: 'state',
        head: t('user.state'),
        width: 110,
        cell: (row) => (row.disabled ? <Tag tone="danger">{t('user.disabled')}</Tag> : t('user.enabled')),
      },
    ],
    [t, locale],
  )
  return (
    <div className={classes.beside}>
      <div className={classes.listing}>
        <DataTable
          name="users"
          label={t('frame.users')}
          columns={columns}
          pages={pages}
          keyOf={(row) => row.id}
          hrefOf={(row) => withParam(params, 'user', row.username)}
          lineOf={(row) => ({
            first: row.name,
            second: `${row.username} · ${roleName(row.role, locale)} · ${row.unit.name}`,
            end: row.disabled && <Tag tone="danger">{t('user.disabled')}</Tag>,
          })}
          peek={{ key: looked?.id, show: look }}
          countOf={(total, count) => t('user.count', { total, count })}
          tools={
            <>
              <SearchBox label={t('user.search')} maxLength={60} />
              <FilterChips
                filters={[
                  {
                    kind: 'one',
                    name: 'disabled',
                    label: t('user.state'),
                    choices: [
                      { value: 'false', label: t('user.enabled') },
                      { value: 'true', label: t('user.disabled') },
                    ],
                  },
                ]}
              />
            </>
          }
          empty={<Empty title={t('user.none')}>{t('user.none.text')}</Empty>}
        />
      </div>
      {looked && (
        <UserPanel
          key={looked.id}
          user={looked}
          onClose={() => look(null)}
          onNext={at >= 0 && pages.rows[at + 1] ? () => look(pages.rows[at + 1]) : undefined}
          onPrevious={at > 0 ? () => look(pages.rows[at - 1]) : undefined}
        />
      )}
    </div>
  )
}

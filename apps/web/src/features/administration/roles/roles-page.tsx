import { Button } from '@mantine/core'
import { type Role, roles } from '@rapport/contract/administration/organisation'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { useFormat } from '#ui/format.ts'
import { Page } from '#ui/page.tsx'
import { Answered, Empty, NotAllowed } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { useWords } from '#words/words.ts'
import classes from './roles.module.css'

/** The roles of the firm: what they may do, whose customers they see, who holds them. */
export function RolesPage() {
  const { t } = useWords()
  const may = useMay(roles.list)
  const answer = useAsk(roles.list, {}, { enabled: may })
  return (
    <Page
      title={t('frame.roles')}
      about={t('role.about')}
      actions={
        <Allowed to={roles.create}>
          <Button component={Link} to="/roles/new">
            {t('role.add')}
          </Button>
        </Allowed>
      }
    >
      {may ? (
        <Answered answer={answer} lines={8}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('role.none')}>{t('role.none.text')}</Empty>
            ) : (
              <RoleTable roles={items} />
            )
          }
        </Answered>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function RoleTable({ roles: items }: { roles: Role[] }) {
  const { t, locale } = useWords()
  const format = useFormat()
  const nameOf = (role: Role) => (locale === 'zh-CN' ? role.nameZh : role.name)
  return (
    <Table
      label={t('frame.roles')}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'name',
          head: t('role.one'),
          width: 160,
          cell: (role) => (
            <Link to={`/roles/${role.id}`} className={classes.name}>
              {nameOf(role)}
            </Link>
          ),
        },
        { name: 'scope', head: t('role.scope'), width: 170, cell: ({ scope }) => t(`scope.${scope}`) },
        {
          name: 'permissions',
          head: t('role.permissions'),
          width: 110,
          end: true,
          cell: ({ permissions }) => <span className="figures">{format.count(permissions.length)}</span>,
        },
        {
          name: 'people',
          head: t('role.people'),
          width: 100,
          end: true,
          cell: ({ people }) => <span className="figures">{format.count(people)}</span>,
        },
        {
          name: 'clearance',
          head: t('role.clear'),
          width: 220,
          cell: ({ clearance }) => (
            <span className={classes.wrapped}>
              {clearance.map((one) => t(`personal.${one}`)).join(t('role.list')) || '–'}
            </span>
          ),
        },
        {
          name: 'copy',
          head: t('role.copy'),
          width: 100,
          end: true,
          cell: (role) => (
            <Allowed to={roles.create}>
              <Link
                to={`/roles/new?like=${encodeURIComponent(role.code)}`}
                aria-label={t('role.copy.of', { name: nameOf(role) })}
              >
                {t('role.copy')}
              </Link>
            </Allowed>
          ),
        },
      ]}
    />
  )
}

import { Button } from '@mantine/core'
import { type DashboardInRow, dashboards } from '@rapport/contract/analytics/dashboards'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Page, Section } from '#ui/page.tsx'
import { Answered, Empty, NotAllowed } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'
import { useDashboardName } from './dashboard-name.ts'
import { NewDashboard } from './new-dashboard.tsx'
import { useRoleNames } from './role-names.ts'

/** Dashboards of one's own, those shared with one's role, and those that every firm has. */
export function DashboardsPage() {
  const { t } = useWords()
  const { id } = useViewer()
  const allowed = useMay(dashboards.list)
  const answer = useAsk(dashboards.list, {}, { enabled: allowed })
  const [making, setMaking] = useState(false)
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
      {t('dashboards.new')}
    </Button>
  )
  const part = (title: string, items: DashboardInRow[]) =>
    items.length > 0 && (
      <Section title={title}>
        <List label={title} items={items} />
      </Section>
    )
  return (
    <Page title={t('dashboards.title')} about={t('dashboards.about')} actions={allowed && create}>
      {allowed ? (
        <Answered answer={answer} lines={6}>
          {({ items }) => {
            const own = items.filter(({ owner }) => owner?.id === id)
            return (
              <>
                {part(t('dashboards.own'), own) || (
                  <Empty title={t('dashboards.none')} action={create}>
                    {t('dashboards.none.text')}
                  </Empty>
                )}
                {part(
                  t('dashboards.shared'),
                  items.filter(({ owner }) => owner && owner.id !== id),
                )}
                {part(
                  t('dashboards.built-in'),
                  items.filter(({ owner }) => !owner),
                )}
              </>
            )
          }}
        </Answered>
      ) : (
        <NotAllowed />
      )}
      {making && <NewDashboard close={() => setMaking(false)} />}
    </Page>
  )
}

function List({ label, items }: { label: string; items: DashboardInRow[] }) {
  const { t } = useWords()
  const format = useFormat()
  const nameOf = useDashboardName()
  const rolesOf = useRoleNames()
  const phone = usePhone()
  const link = (one: DashboardInRow) => <Link to={`/dashboards/${one.id}`}>{nameOf(one)}</Link>
  const state = ({ home }: DashboardInRow) => home && <Tag tone="blue">{t('dashboard.home')}</Tag>
  if (phone)
    return (
      <TwoLines
        label={label}
        rows={items}
        keyOf={({ id }) => id}
        first={link}
        state={state}
        second={({ tiles, owner }) => [t('dashboard.tiles', { count: tiles }), owner?.name].filter(Boolean).join(' · ')}
      />
    )
  return (
    <Table<DashboardInRow>
      label={label}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'name',
          head: t('dashboard.name'),
          width: 240,
          cell: (one) => (
            <>
              {link(one)} {state(one)}
            </>
          ),
        },
        {
          name: 'tiles',
          head: t('dashboard.tiles.head'),
          width: 80,
          end: true,
          cell: ({ tiles }) => <span className="figures">{format.count(tiles)}</span>,
        },
        { name: 'shared', head: t('dashboard.shared'), width: 220, cell: ({ roles }) => rolesOf(roles) || '–' },
        {
          name: 'owner',
          head: t('dashboard.owner'),
          width: 120,
          cell: ({ owner }) => owner?.name ?? t('dashboard.firm'),
        },
        {
          name: 'changed',
          head: t('dashboard.changed'),
          width: 140,
          cell: ({ updatedAt }) => <Instant at={updatedAt} />,
        },
      ]}
    />
  )
}

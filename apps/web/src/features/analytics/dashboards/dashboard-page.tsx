import { type Dashboard, dashboards } from '@rapport/contract/analytics/dashboards'
import { useParams } from 'react-router'
import { useAsk } from '#api/query.ts'
import { Page } from '#ui/page.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { DashboardActions } from './dashboard-actions.tsx'
import { DashboardChoices, useChoices } from './dashboard-choices.tsx'
import { useDashboardName } from './dashboard-name.ts'
import { EditButton } from './edit-button.tsx'
import { useRoleNames } from './role-names.ts'
import { TileGrid } from './tile-grid.tsx'

/** A dashboard: its tiles over what the viewer sees, under one unit, period and comparison where they are chosen. */
export function DashboardPage() {
  const { id = '' } = useParams()
  const { t } = useWords()
  const nameOf = useDashboardName()
  const over = useChoices()
  const answer = useAsk(dashboards.open, { params: { id } })
  const found = answer.data
  const title = found ? nameOf(found) : t('dashboards.title')
  return (
    <Page
      title={title}
      crumbs={[{ label: t('dashboards.title'), to: '/dashboards' }]}
      about={found && <Whose dashboard={found} />}
      actions={
        found && (
          <>
            <DashboardChoices />
            <DashboardActions dashboard={found} />
          </>
        )
      }
    >
      <Answered answer={answer} lines={10}>
        {({ tiles, mayEdit }) =>
          tiles.length === 0 ? (
            <Empty title={t('dashboard.empty')} action={mayEdit && <EditButton id={id} />}>
              {t('dashboard.empty.text')}
            </Empty>
          ) : (
            <TileGrid label={title} tiles={tiles} over={over} />
          )
        }
      </Answered>
    </Page>
  )
}

/** Who made it, who else has it, and that its figures are the reader's. */
function Whose({ dashboard: { owner, roles, home } }: { dashboard: Dashboard }) {
  const { t } = useWords()
  const rolesOf = useRoleNames()
  return (
    <>
      {owner ? owner.name : t('dashboard.firm')}
      {roles.length > 0 && ` · ${t('dashboard.shared-with', { roles: rolesOf(roles) })}`}
      {` · ${t('dashboard.in-sight')} `}
      {home && <Tag tone="blue">{t('dashboard.home')}</Tag>}
    </>
  )
}

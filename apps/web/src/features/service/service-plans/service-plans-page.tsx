import { Button } from '@mantine/core'
import { servicePlans } from '@rapport/contract/service/service-plans'
import { useState } from 'react'
import { useMay, useViewer } from '#api/viewer.tsx'
import { CountTable } from '#features/service/service-counts/count-table.tsx'
import { useAddress } from '#ui/address.ts'
import { Page } from '#ui/page.tsx'
import { NotAllowed } from '#ui/states.tsx'
import { Views } from '#ui/views.tsx'
import { useWords } from '#words/words.ts'
import { LevelList } from './level-list.tsx'
import { MakePlan } from './make-plan.tsx'
import { OverdueSteps } from './overdue-steps.tsx'
import { PlanList } from './plan-list.tsx'

const views = ['plans', 'levels', 'overdue', 'counted'] as const

/** How customers are served: plans of steps, levels that segments are bound to, and what is overdue. */
export function ServicePlansPage() {
  const { t } = useWords()
  const { get } = useAddress()
  const { scope } = useViewer()
  const allowed = useMay(servicePlans.list)
  const mayAdd = useMay(servicePlans.add) && scope !== 'own'
  const [making, setMaking] = useState(false)
  const view = views.find((one) => one === get('view')) ?? views[0]
  return (
    <Page
      fill={view === 'overdue'}
      title={t('service-plans.title')}
      about={t('service-plans.about')}
      actions={mayAdd && !making && <Button onClick={() => setMaking(true)}>{t('service-plans.add')}</Button>}
    >
      {!allowed && <NotAllowed />}
      {making && <MakePlan onDone={() => setMaking(false)} />}
      {allowed && (
        <>
          <Views
            label={t('service-plans.views')}
            views={views.map((name) => ({ name, label: t(`service-plans.${name}`) }))}
            shown={view}
          />
          {view === 'plans' && <PlanList />}
          {view === 'levels' && <LevelList />}
          {view === 'overdue' && <OverdueSteps />}
          {view === 'counted' && <CountTable />}
        </>
      )}
    </Page>
  )
}

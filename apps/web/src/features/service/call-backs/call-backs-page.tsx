import { Button } from '@mantine/core'
import { callBacks } from '@rapport/contract/service/call-backs'
import { useState } from 'react'
import { Allowed, useMay } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { Page } from '#ui/page.tsx'
import { NotAllowed } from '#ui/states.tsx'
import { Views } from '#ui/views.tsx'
import { useWords } from '#words/words.ts'
import { CallBackList } from './call-back-list.tsx'
import { CoverageTable } from './coverage-table.tsx'
import { DrawSample } from './draw-sample.tsx'
import { RuleList } from './rule-list.tsx'
import { SampleList } from './sample-list.tsx'
import { ScriptList } from './script-list.tsx'

const views = ['coverage', 'samples', 'all', 'findings', 'scripts', 'rules'] as const

/** Call-backs: how many were called of those who must be, whom compliance drew, each call, what came of them, and what is asked. */
export function CallBacksPage() {
  const { t } = useWords()
  const { get } = useAddress()
  const allowed = useMay(callBacks.list)
  const [drawing, setDrawing] = useState(false)
  const view = views.find((one) => one === get('view')) ?? views[0]
  return (
    <Page
      fill={view === 'all' || view === 'findings'}
      title={t('call-backs.title')}
      about={t('call-backs.about')}
      actions={
        !drawing && (
          <Allowed to={callBacks.draw}>
            <Button onClick={() => setDrawing(true)}>{t('call-backs.draw')}</Button>
          </Allowed>
        )
      }
    >
      {!allowed && <NotAllowed />}
      {drawing && <DrawSample onDone={() => setDrawing(false)} />}
      {allowed && (
        <>
          <Views
            label={t('call-backs.views')}
            views={views.map((name) => ({ name, label: t(`call-backs.${name}`) }))}
            shown={view}
          />
          {view === 'coverage' && <CoverageTable />}
          {view === 'samples' && <SampleList />}
          {view === 'all' && <CallBackList key="all" />}
          {view === 'findings' && <CallBackList key="findings" findings />}
          {view === 'scripts' && <ScriptList />}
          {view === 'rules' && <RuleList />}
        </>
      )}
    </Page>
  )
}

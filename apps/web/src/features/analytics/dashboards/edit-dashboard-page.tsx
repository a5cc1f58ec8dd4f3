import { Button, TextInput } from '@mantine/core'
import { type Dashboard, DashboardEdit, dashboards, MOST_TILES } from '@rapport/contract/analytics/dashboards'
import { Refusal } from '@rapport/contract/client'
import { IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, lazy, Suspense, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { asking, useAsk, useSend } from '#api/query.ts'
import { changedIn } from '#ui/changed.ts'
import { Conflict } from '#ui/conflict.tsx'
import { LeavingGuard, SAVED } from '#ui/leaving-guard.tsx'
import { notify } from '#ui/notify.tsx'
import { Page } from '#ui/page.tsx'
import { Answered, Empty, NotAllowed } from '#ui/states.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { Arrangement } from './arrangement.tsx'
import { type Arranged, arrangedOf, tilesOf } from './arranging.ts'
import { useDashboardName } from './dashboard-name.ts'
import classes from './dashboards.module.css'
import { useTileTitle } from './tile-title.ts'

const Catalogue = lazy(() => import('./tile-catalogue.tsx').then((module) => ({ default: module.TileCatalogue })))

/** Arranges a dashboard: which tiles, in which order, how wide, and under what name. */
export function EditDashboardPage() {
  const { id = '' } = useParams()
  const { t } = useWords()
  const nameOf = useDashboardName()
  const answer = useAsk(dashboards.open, { params: { id } })
  const name = answer.data ? nameOf(answer.data) : t('dashboards.title')
  return (
    <Page
      title={t('dashboard.edit.title', { name })}
      crumbs={[
        { label: t('dashboards.title'), to: '/dashboards' },
        ...(answer.data ? [{ label: name, to: `/dashboards/${id}` }] : []),
      ]}
    >
      <Answered answer={answer} lines={8}>
        {(found) => (found.mayEdit ? <Editor key={found.id} dashboard={found} /> : <NotAllowed />)}
      </Answered>
    </Page>
  )
}

type Edit = Pick<Dashboard, 'name' | 'tiles'>
const editableOf = ({ name, tiles }: Dashboard): Edit => ({ name, tiles })

function Editor({ dashboard }: { dashboard: Dashboard }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const client = useQueryClient()
  const titleOf = useTileTitle()
  // What was begun with; the stored dashboard may move on under it.
  const [base] = useState(dashboard)
  const [name, setName] = useState(base.name)
  const [arranged, setArranged] = useState<Arranged[]>(() => arrangedOf(base.tiles))
  const [adding, setAdding] = useState(false)
  const [conflict, setConflict] = useState<Dashboard>()
  const [problem, setProblem] = useState<unknown>()
  const edit = useSend(dashboards.edit, { refresh: [dashboards.list, dashboards.home] })
  const page = `/dashboards/${base.id}`
  const asked = asking(dashboards.open, { params: { id: base.id } })
  const mine: Edit = { name: name.trim(), tiles: tilesOf(arranged) }
  const changes = changedIn(editableOf(base), mine)
  const changed = Object.keys(changes).length > 0

  const send = async (body: Partial<Edit>, version: number) => {
    if (Object.keys(body).length > 0) {
      try {
        client.setQueryData(asked.queryKey, await edit.mutateAsync({ params: { id: base.id }, version, body }))
      } catch (refused) {
        if (!(refused instanceof Refusal && refused.status === 412)) throw refused
        setConflict(await client.fetchQuery({ ...asked, staleTime: 0 }))
        return
      }
    }
    await navigate(page, { state: SAVED })
    void notify(t('dashboard.saved'))
  }
  const valid = DashboardEdit.safeParse(mine).success
  const save = () => {
    setProblem(undefined)
    if (valid) send(changes, base.version).catch(setProblem)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    save()
  }
  const full = arranged.length >= MOST_TILES
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key saves whatever inside has the focus
    <div onKeyDown={onKeyDown}>
      <div className={classes.bar}>
        {base.code === null && (
          <TextInput
            label={t('dashboard.name')}
            value={name}
            maxLength={80}
            required
            error={mine.name === '' && t('field.text.empty')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <Button variant="default" leftSection={<IconPlus size={16} />} disabled={full} onClick={() => setAdding(true)}>
          {t('dashboard.add')}
        </Button>
        <Button title="Ctrl/⌘ Enter" loading={edit.isPending} disabled={!valid} onClick={save}>
          {t('ui.save')}
        </Button>
        <Button variant="default" onClick={() => void navigate(page)}>
          {t('ui.cancel')}
        </Button>
      </div>
      {full && <p className={classes.quiet}>{t('dashboard.full', { most: MOST_TILES })}</p>}
      {problem !== undefined && (
        <p role="alert">
          {problemText(problem).title} {problemText(problem).advice}
        </p>
      )}
      {arranged.length === 0 ? (
        <Empty title={t('dashboard.empty')}>{t('dashboard.empty.add')}</Empty>
      ) : (
        <Arrangement arranged={arranged} change={setArranged} />
      )}
      {adding && (
        <Suspense fallback={null}>
          <Catalogue
            room={MOST_TILES - arranged.length}
            add={(tile) => setArranged((before) => [...before, ...arrangedOf([tile])])}
            close={() => setAdding(false)}
          />
        </Suspense>
      )}
      {conflict && (
        <Conflict
          fields={[
            { name: 'name', label: t('dashboard.name'), show: (value) => String(value) },
            {
              name: 'tiles',
              label: t('dashboard.tiles.head'),
              show: (value) => (value as Edit['tiles']).map(titleOf).join(', '),
            },
          ]}
          base={editableOf(base)}
          mine={{ ...mine }}
          theirs={{ ...editableOf(conflict) }}
          onClose={() => setConflict(undefined)}
          onSave={(merged) => send(changedIn(editableOf(conflict), merged as unknown as Edit), conflict.version)}
        />
      )}
      <LeavingGuard when={changed && !edit.isPending} />
    </div>
  )
}

import { ActionIcon, Button } from '@mantine/core'
import { useHotkeys, useLocalStorage } from '@mantine/hooks'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { Outlet, useNavigation } from 'react-router'
import { useViewer } from '#api/viewer.tsx'
import { CrumbsPlace } from '#ui/page.tsx'
import { Skeleton } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { BottomBar } from './bottom-bar.tsx'
import classes from './frame.module.css'
import { Me } from './me.tsx'
import { Navigation } from './navigation.tsx'

const Bell = lazy(() => import('./bell.tsx').then((module) => ({ default: module.Bell })))
const Ringing = lazy(() =>
  import('#features/service/calls/ringing.tsx').then((module) => ({ default: module.Ringing })),
)
const Unsent = lazy(() =>
  import('#features/service/offline-visits/unsent.tsx').then((module) => ({ default: module.Unsent })),
)
const Palette = lazy(() => import('./palette.tsx').then((module) => ({ default: module.Palette })))

/** Around every page of a person signed in: areas left, where I am and search above, a bottom bar on a phone. */
export function Frame() {
  const { t } = useWords()
  const [folded, setFolded] = useLocalStorage({
    key: 'navigation.folded',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const [crumbs, setCrumbs] = useState<HTMLElement | null>(null)
  const [searching, setSearching] = useState(false)
  useHotkeys([['mod+K', () => setSearching(true)]], [])
  const going = useNavigation().state === 'loading'
  const takesCalls = useViewer().permissions.includes('call.take')
  const fold = folded ? t('frame.unfold') : t('frame.fold')
  return (
    <div className={classes.frame} data-folded={folded || undefined}>
      <a className={classes.skip} href="#page">
        {t('frame.skip')}
      </a>
      <aside className={classes.side}>
        <div className={classes.brand}>
          <span className={classes.name}>Rapport</span>
          <ActionIcon aria-label={fold} title={fold} aria-expanded={!folded} onClick={() => setFolded(!folded)}>
            {folded ? <IconLayoutSidebarLeftExpand size={16} /> : <IconLayoutSidebarLeftCollapse size={16} />}
          </ActionIcon>
        </div>
        <Navigation folded={folded} />
      </aside>
      <section className={classes.top} aria-label={t('frame.top')}>
        <div className={classes.crumbs} ref={setCrumbs} />
        <Button
          className={classes.search}
          variant="default"
          fw={400}
          leftSection={<IconSearch size={14} />}
          rightSection={<kbd className={classes.keys}>Ctrl/⌘ K</kbd>}
          onClick={() => setSearching(true)}
        >
          {t('frame.search')}
        </Button>
        <Suspense fallback={null}>
          <Unsent />
        </Suspense>
        <span className={classes.bell}>
          <Suspense fallback={null}>
            <Bell />
          </Suspense>
        </span>
        <Me />
      </section>
      <main className={classes.page} id="page" tabIndex={-1} aria-busy={going}>
        <CrumbsPlace.Provider value={crumbs}>
          <Suspense fallback={<Skeleton />}>
            <Outlet />
          </Suspense>
        </CrumbsPlace.Provider>
      </main>
      <BottomBar />
      {takesCalls && (
        <Suspense fallback={null}>
          <Ringing />
        </Suspense>
      )}
      {searching && (
        <Suspense fallback={null}>
          <Palette onClose={() => setSearching(false)} />
        </Suspense>
      )}
    </div>
  )
}

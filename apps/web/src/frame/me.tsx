import { lazy, Suspense, useState } from 'react'
import { useViewer } from '#api/viewer.tsx'
import { MenuFlyout } from '#ui/flyout.tsx'
import { useWords } from '#words/words.ts'
import classes from './frame.module.css'

const MeMenu = lazy(() => import('./me-menu.tsx').then((module) => ({ default: module.MeMenu })))
const ChangePassword = lazy(() =>
  import('./change-password.tsx').then((module) => ({ default: module.ChangePasswordDialog })),
)

const SignOut = lazy(() => import('./sign-out.tsx').then((module) => ({ default: module.SignOut })))

/** The person signed in, and what is theirs to choose. */
export function Me() {
  const { t } = useWords()
  const viewer = useViewer()
  const [opened, setOpened] = useState(false)
  const [changing, setChanging] = useState(false)
  const [leaving, setLeaving] = useState(false)
  return (
    <>
      <MenuFlyout
        opened={opened}
        close={() => setOpened(false)}
        end
        width={260}
        target={
          <button
            type="button"
            className={classes.me}
            aria-haspopup="menu"
            aria-expanded={opened}
            aria-label={t('frame.me', { name: viewer.name })}
            onClick={() => setOpened(!opened)}
          >
            <span className={classes.avatar} aria-hidden>
              {viewer.name.slice(0, 1)}
            </span>
            <span className={classes.meName}>{viewer.name}</span>
          </button>
        }
      >
        {() => <MeMenu changePassword={() => setChanging(true)} signOut={() => setLeaving(true)} />}
      </MenuFlyout>
      {changing && (
        <Suspense fallback={null}>
          <ChangePassword onClose={() => setChanging(false)} />
        </Suspense>
      )}
      {leaving && (
        <Suspense fallback={null}>
          <SignOut onClose={() => setLeaving(false)} />
        </Suspense>
      )}
    </>
  )
}

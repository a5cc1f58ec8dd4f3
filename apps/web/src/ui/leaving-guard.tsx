import { useEffect } from 'react'
import { useBlocker } from 'react-router'
import { useWords } from '#words/words.ts'
import { Confirm } from './confirm.tsx'

/** As the state of a navigation it says that everything is saved, whatever the form believes. */
export const SAVED = 'saved'

/** Asks before another page takes the place of unsaved changes. Other search parameters of the same page do not. */
export function LeavingGuard({ when }: { when: boolean }) {
  const { t } = useWords()
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      when && currentLocation.pathname !== nextLocation.pathname && nextLocation.state !== SAVED,
  )
  useEffect(() => {
    if (!when) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [when])
  if (blocker.state !== 'blocked') return null
  return (
    <Confirm
      title={t('ui.leave.title')}
      act={t('ui.leave.act')}
      danger
      onAct={async () => blocker.proceed()}
      onClose={() => blocker.reset?.()}
    >
      <p>{t('ui.leave.text')}</p>
    </Confirm>
  )
}

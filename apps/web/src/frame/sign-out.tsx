import { session } from '@rapport/contract/session'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { forgetDesk } from '#features/service/offline-visits/desk.ts'
import { keptVisits } from '#features/service/offline-visits/kept-visits.ts'
import { Confirm } from '#ui/confirm.tsx'
import { notify } from '#ui/notify.tsx'
import { problemText } from '#words/problem-text.ts'
import { speakOfAllPages, useWords } from '#words/words.ts'

/** Signs out; asks before where visits on this device are not with the firm yet. */
export function SignOut({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const viewer = useViewer()
  const navigate = useNavigate()
  const { mutateAsync: signOut } = useSend(session.signOut)
  const [unsent, setUnsent] = useState(0)
  const begun = useRef(false)
  const leave = useCallback(async () => {
    await signOut({})
    await forgetDesk().catch(() => undefined)
    await navigate('/sign-in')
  }, [signOut, navigate])
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    const begin = async () => {
      const kept = await keptVisits(viewer.id).catch(() => [])
      if (kept.length === 0) return leave()
      await speakOfAllPages()
      setUnsent(kept.length)
    }
    void begin().catch((error: unknown) => {
      void notify(problemText(error).title)
      onClose()
    })
  }, [viewer.id, leave, onClose])
  if (unsent === 0) return null
  return (
    <Confirm title={t('offline-visits.sign-out')} act={t('frame.sign-out')} danger onAct={leave} onClose={onClose}>
      <p>{t('offline-visits.sign-out.text', { count: unsent })}</p>
    </Confirm>
  )
}

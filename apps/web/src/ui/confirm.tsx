import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import classes from './confirm.module.css'

interface Props {
  title: string
  /** Exactly what will happen, and to how many. */
  children: ReactNode
  /** The verb on the button. */
  act: string
  onAct: () => Promise<unknown>
  onClose: () => void
  /** Grey-red: something is taken away. */
  danger?: boolean
}

/** Asks before a dangerous action. Draw it while it is asked; it closes itself after the action succeeded. */
export function Confirm({ title, children, act, onAct, onClose, danger }: Props) {
  const { t } = useWords()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const go = async () => {
    setBusy(true)
    try {
      await onAct()
      onClose()
    } catch (refused) {
      setError(refused)
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <div className={classes.text}>{children}</div>
      {error !== undefined && (
        <p role="alert" className={classes.error}>
          {problemText(error).title}
        </p>
      )}
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          {t('ui.cancel')}
        </Button>
        <Button {...(danger ? { color: 'danger' } : {})} loading={busy} onClick={() => void go()} data-autofocus>
          {act}
        </Button>
      </div>
    </Modal>
  )
}

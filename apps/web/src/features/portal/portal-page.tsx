import { type ReactNode, useEffect } from 'react'
import { useWords } from '#words/words.ts'
import classes from './portal.module.css'

/** A page of the portal: its title, an action beside it, and what it holds. */
export function PortalPage({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  const { t } = useWords()
  useEffect(() => {
    document.title = `${title} · ${t('portal.title')}`
  }, [title, t])
  return (
    <>
      <div className={classes.title}>
        <h1>{title}</h1>
        {action}
      </div>
      {children}
    </>
  )
}

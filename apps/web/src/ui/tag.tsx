import type { ReactNode } from 'react'
import classes from './tag.module.css'

/** A short mark beside a word: neutral, amber (look at it), blue (for your information), danger. Never red or green. */
export function Tag({
  tone = 'neutral',
  children,
  title,
}: {
  tone?: 'neutral' | 'amber' | 'blue' | 'danger'
  children: ReactNode
  title?: string
}) {
  return (
    <span className={classes.tag} data-tone={tone} title={title}>
      {children}
    </span>
  )
}

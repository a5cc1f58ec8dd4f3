import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './doubt.module.css'

/** The word for what is the matter with a figure, with its sign. */
export function Alarm({ children }: { children: string }) {
  return (
    <span className={classes.alarm}>
      <IconAlertTriangle size={12} aria-hidden />
      {children}
    </span>
  )
}

interface Props {
  alarm: string | undefined
  /** In a row: the sign alone is seen, the words are on hover and read out. */
  brief?: boolean
  children: ReactNode
}

/** A figure that turns amber, with a sign and a word, where something is the matter with it. */
export function Doubt({ alarm, brief, children }: Props) {
  if (!alarm) return children
  if (brief)
    return (
      <span className={classes.alarm} title={alarm}>
        <IconAlertTriangle size={12} aria-hidden />
        {children}
        <span className="visually-hidden">{alarm}</span>
      </span>
    )
  return (
    <span className={classes.doubt}>
      <span className={classes.figure}>{children}</span>
      <Alarm>{alarm}</Alarm>
    </span>
  )
}

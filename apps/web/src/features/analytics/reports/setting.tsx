import type { ReactNode } from 'react'
import classes from './reports.module.css'

/** A named part of the settings of a report. */
export function Setting({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className={classes.setting}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  )
}

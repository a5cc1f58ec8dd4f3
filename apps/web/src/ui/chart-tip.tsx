import type { ReactNode } from 'react'
import classes from './chart-tip.module.css'

/** What a chart tells of the place that is pointed at: a title, and under it rows, the last thing in each at its end. */
export const ChartTip = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className={classes.tooltip}>
    <strong>{title}</strong>
    {children}
  </div>
)

import type { IndicatorCode } from '@rapport/contract/analytics/indicator-catalogue'
import { createContext, type ReactNode, use } from 'react'
import { Indicator } from '#features/analytics/indicators/indicator.tsx'
import classes from './analysis.module.css'

/** What all figures of the page are worked out from, in words, and why they may not be final. */
export const Inputs = createContext<{ inputs?: string | undefined; renewing?: string | undefined }>({})

/** Figures of one kind, each with its name, its definition and a line of what belongs to it. */
export const FigureList = ({ children }: { children: ReactNode }) => <dl className={classes.figures}>{children}</dl>

interface Props {
  of: IndicatorCode
  label?: string | undefined
  /** A line below: on which day, since when. */
  note?: ReactNode
  children: ReactNode
}

export function Figure({ of, label, note, children }: Props) {
  const told = use(Inputs)
  return (
    <div>
      <dt>
        <Indicator of={of} {...(label === undefined ? {} : { label })} {...told} />
      </dt>
      <dd>
        {children}
        {note && <small>{note}</small>}
      </dd>
    </div>
  )
}

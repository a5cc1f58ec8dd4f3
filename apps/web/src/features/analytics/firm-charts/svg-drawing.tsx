import { useElementSize } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import classes from './firm-charts.module.css'

/** In a test, and before it is measured, a drawing is so wide. */
const USUAL = 480

interface Props {
  label: string
  height: (width: number) => number
  children: (width: number) => ReactNode
}

/** A drawing of our own in pixels of the page, so that its text is as large as all text. Its table tells the same by keyboard. */
export function SvgDrawing({ label, height, children }: Props) {
  const { ref, width } = useElementSize()
  const wide = width || USUAL
  return (
    <div ref={ref} className={classes.drawing}>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing with links in it is no fieldset */}
      <svg role="group" aria-label={label} width={wide} height={height(wide)} data-picture>
        {children(wide)}
      </svg>
    </div>
  )
}

/** A part of a drawing that leads somewhere, where it does. */
export const Part = ({ to, title, children }: { to: string | undefined; title: string; children: ReactNode }) =>
  to ? (
    <Link to={to} tabIndex={-1} aria-hidden>
      <title>{title}</title>
      {children}
    </Link>
  ) : (
    <g>
      <title>{title}</title>
      {children}
    </g>
  )

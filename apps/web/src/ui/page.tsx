import { createContext, type ReactNode, use, useEffect } from 'react'
import { createPortal } from 'react-dom'
import { Link } from 'react-router'
import { useWords } from '#words/words.ts'
import classes from './page.module.css'

/** Where in the frame the breadcrumb of a page is drawn. */
export const CrumbsPlace = createContext<HTMLElement | null>(null)

export interface Crumb {
  label: string
  to?: string
}

interface Props {
  title: string
  /** What is drawn as the title where it is more than its text. */
  heading?: ReactNode
  /** The way here, without the page itself. */
  crumbs?: Crumb[]
  actions?: ReactNode
  /** A line below the title. */
  about?: ReactNode
  /** The page is as high as the window and its content scrolls inside (lists). */
  fill?: boolean
  /** Text and forms: not wider than one can read. */
  narrow?: boolean
  children: ReactNode
}

/** The frame of every page: document title, breadcrumb, title row with actions, content. */
export function Page({ title, heading, crumbs = [], actions, about, fill, narrow, children }: Props) {
  const { t } = useWords()
  const place = use(CrumbsPlace)
  useEffect(() => {
    document.title = `${title} · Rapport`
  }, [title])
  return (
    <div className={classes.page} data-fill={fill || undefined} data-narrow={narrow || undefined}>
      {place &&
        createPortal(
          <nav aria-label={t('ui.breadcrumb')}>
            <ol className={classes.crumbs}>
              {crumbs.map((crumb) => (
                <li key={crumb.label}>{crumb.to ? <Link to={crumb.to}>{crumb.label}</Link> : crumb.label}</li>
              ))}
              <li aria-current="page">{title}</li>
            </ol>
          </nav>,
          place,
        )}
      <header className={classes.head}>
        <div className={classes.titles}>
          {heading ?? <h1 className={classes.title}>{title}</h1>}
          {about && <div className={classes.about}>{about}</div>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      <div className={classes.content}>{children}</div>
    </div>
  )
}

/** A titled part of a page, with its own small actions. */
export function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section} aria-label={title}>
      <header className={classes.sectionHead}>
        <h2>{title}</h2>
        {actions}
      </header>
      {children}
    </section>
  )
}

/** Facts as pairs of label and value, in columns as wide as the page allows. */
export function Facts({ of }: { of: [label: string, value: ReactNode][] }) {
  return (
    <dl className={classes.facts}>
      {of.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value === null || value === undefined || value === '' || value === false ? '–' : value}</dd>
        </div>
      ))}
    </dl>
  )
}

import { etlRuns } from '@rapport/contract/administration/etl-runs'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'react-router'
import { useMay } from '#api/viewer.tsx'
import { type Crumb, Page } from '#ui/page.tsx'
import { NotAllowed } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './data-centre.module.css'

const tabs = [
  { to: '/data-centre', label: 'data-centre.runs', parts: [] },
  { to: '/data-centre/sources', label: 'data-centre.sources', parts: ['/data-centre/items/'] },
  { to: '/data-centre/projects', label: 'data-centre.projects', parts: ['/data-centre/tasks/'] },
] as const

interface Props {
  title: string
  /** The way from the data centre to here. */
  crumbs?: Crumb[]
  actions?: ReactNode
  fill?: boolean
  children: ReactNode
}

/** The frame of the pages of the data centre: the way between them, and nothing for whoever may not look after it. */
export function DataCentrePage({ title, crumbs, actions, fill, children }: Props) {
  const { t } = useWords()
  const may = useMay(etlRuns.list)
  const { pathname } = useLocation()
  const within = (part: string) => pathname.startsWith(part)
  return (
    <Page
      title={title}
      {...(fill ? { fill } : {})}
      crumbs={[{ label: t('frame.data-centre'), to: '/data-centre' }, ...(crumbs ?? [])]}
      actions={may && actions}
    >
      {may ? (
        <>
          <nav aria-label={t('frame.data-centre')} className={classes.tabs}>
            {tabs.map(({ to, label, parts }) => (
              <Link key={to} to={to} aria-current={pathname === to ? 'page' : parts.some(within) ? 'true' : undefined}>
                {t(label)}
              </Link>
            ))}
          </nav>
          {children}
        </>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

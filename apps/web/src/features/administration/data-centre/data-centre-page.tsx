import { etlRuns } from '@rapport/contract/administration/etl-runs'
import { outboxes } from '@rapport/contract/administration/outboxes'
import { qualityIssues } from '@rapport/contract/administration/quality-issues'
import { rates } from '@rapport/contract/administration/rates'
import type { Endpoint } from '@rapport/contract/endpoint'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'react-router'
import { may, useMay, useViewer } from '#api/viewer.tsx'
import { type Crumb, Page } from '#ui/page.tsx'
import { NotAllowed } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './data-centre.module.css'

const tabs = [
  { to: '/data-centre', label: 'data-centre.runs', parts: [], needs: etlRuns.list },
  { to: '/data-centre/sources', label: 'data-centre.sources', parts: ['/data-centre/items/'], needs: etlRuns.list },
  { to: '/data-centre/projects', label: 'data-centre.projects', parts: ['/data-centre/tasks/'], needs: etlRuns.list },
  { to: '/data-centre/rates', label: 'data-centre.rates', parts: [], needs: rates.list },
  { to: '/data-centre/outboxes', label: 'outboxes.title', parts: [], needs: outboxes.list },
  { to: '/data-centre/quality', label: 'data-centre.quality', parts: [], needs: qualityIssues.list },
] as const

interface Props {
  title: string
  /** The way from the data centre to here. */
  crumbs?: Crumb[]
  actions?: ReactNode
  /** What it shows; for pages about other things than runs. */
  needs?: Endpoint
  fill?: boolean
  children: ReactNode
}

/** On a phone the ways scroll sideways: that where one is must not lie beyond the edge. */
const bringIntoView = (link: HTMLAnchorElement | null) => link?.scrollIntoView({ block: 'nearest', inline: 'nearest' })

/** The frame of the pages of the data centre: the way between them, and nothing for whoever may not look after it. */
export function DataCentrePage({ title, crumbs, actions, needs = etlRuns.list, fill, children }: Props) {
  const { t } = useWords()
  const allowed = useMay(needs)
  const viewer = useViewer()
  const shown = tabs.filter((tab) => may(viewer, tab.needs))
  const runs = may(viewer, etlRuns.list) ? { to: '/data-centre' } : {}
  const { pathname } = useLocation()
  const within = (part: string) => pathname.startsWith(part)
  return (
    <Page
      title={title}
      {...(fill ? { fill } : {})}
      crumbs={[{ label: t('frame.data-centre'), ...runs }, ...(crumbs ?? [])]}
      actions={allowed && actions}
    >
      {allowed ? (
        <>
          <nav aria-label={t('frame.data-centre')} className={classes.tabs}>
            {shown.map(({ to, label, parts }) => (
              <Link
                key={to}
                to={to}
                ref={pathname === to ? bringIntoView : undefined}
                aria-current={pathname === to ? 'page' : parts.some(within) ? 'true' : undefined}
              >
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

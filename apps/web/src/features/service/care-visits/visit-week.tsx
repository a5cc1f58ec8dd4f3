import { Button } from '@mantine/core'
import type { CareVisit } from '@rapport/contract/service/care-visits'
import { type ReactNode, useState } from 'react'
import type { Pages } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { About } from '#ui/about.tsx'
import { queryFrom, useAddress, withParam } from '#ui/address.ts'
import { useFormat } from '#ui/format.ts'
import { Empty, Failed, Skeleton } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './care-visits.module.css'
import { visitFilterNames } from './visit-filters.ts'
import { VisitPanel } from './visit-panel.tsx'
import { VisitRow } from './visit-row.tsx'
import { VisitTools } from './visit-tools.tsx'
import { useOverdue, useWeek, weekIn } from './week.ts'
import { WeekBar } from './week-bar.tsx'

/** The week by day, overdue visits on top; a visit looked at stands beside it. */
export function VisitWeek() {
  const { t } = useWords()
  const { today } = useViewer()
  const { params, get, change } = useAddress()
  const filter = queryFrom(params, visitFilterNames)
  const monday = weekIn(get('week'), today)
  const days = useWeek(monday, filter)
  const [all, setAll] = useState(false)
  const overdue = useOverdue(filter, today, all)
  const format = useFormat()
  const looked = get('visit')
  const shown = uniqueById([...overdue.rows, ...days.flatMap(({ pages }) => byTime(pages.rows))])
  const at = shown.findIndex(({ id }) => id === looked)
  const look = (visit: CareVisit | undefined) => visit && (() => change({ visit: visit.id }, { replace: true }))
  const hrefOf = (visit: CareVisit) => withParam(params, 'visit', visit.id)
  const failed = days.find(({ pages }) => pages.error)?.pages
  const empty = days.every(({ pages }) => pages.total === 0) && !overdue.total
  const filtered = Object.keys(filter).length > 0
  const rowsOf = (pages: Pages<CareVisit>, withDay?: boolean) => (
    <VisitRows pages={pages}>
      {(withDay ? pages.rows : byTime(pages.rows)).map((visit) => (
        <VisitRow key={visit.id} visit={visit} href={hrefOf(visit)} looked={visit.id === looked} withDay={withDay} />
      ))}
    </VisitRows>
  )
  return (
    <div className={classes.beside}>
      <div className={classes.main}>
        <VisitTools view="week" />
        <WeekBar monday={monday} days={days} />
        {failed?.error ? (
          <Failed error={failed.error} retry={failed.retry} />
        ) : empty ? (
          filtered ? (
            <Empty title={t('care-visits.none-found')}>{t('care-visits.none-found.text')}</Empty>
          ) : (
            <Empty title={t('care-visits.none')}>{t('care-visits.none.text')}</Empty>
          )
        ) : (
          <>
            {overdue.total !== undefined && overdue.total > 0 && (
              <section className={classes.day} aria-label={t('care-visits.overdue')} data-overdue>
                <header className={classes.dayHead}>
                  <h2>{t('care-visits.overdue')}</h2>
                  <About title={t('care-visits.overdue')} text={t('care-visits.overdue.about')} />
                  <VisitCount of={overdue.total} />
                </header>
                {rowsOf(all || !overdue.more ? overdue : { ...overdue, more: () => setAll(true) }, true)}
              </section>
            )}
            {days.map(({ on, pages }) => (
              <section
                key={on}
                id={`day-${on}`}
                className={classes.day}
                aria-label={format.dayLong(on)}
                data-today={on === today || undefined}
              >
                <header className={classes.dayHead}>
                  <h2>{format.dayLong(on)}</h2>
                  {on === today && <span className={classes.now}>{t('care-visits.today')}</span>}
                  {pages.total !== undefined && <VisitCount of={pages.total} />}
                </header>
                {rowsOf(pages)}
              </section>
            ))}
          </>
        )}
      </div>
      {looked && (
        <VisitPanel
          key={looked}
          id={looked}
          onClose={() => change({ visit: null }, { replace: true })}
          onNext={at >= 0 ? look(shown[at + 1]) : undefined}
          onPrevious={at > 0 ? look(shown[at - 1]) : undefined}
        />
      )}
    </div>
  )
}

/** By time of day; those without come last, as on the day itself. */
const byTime = (visits: CareVisit[]) =>
  visits.toSorted((one, other) => (one.plannedTime ?? '99').localeCompare(other.plannedTime ?? '99'))

const uniqueById = (visits: CareVisit[]) => [...new Map(visits.map((visit) => [visit.id, visit])).values()]

function VisitCount({ of: count }: { of: number }) {
  const { t } = useWords()
  const format = useFormat()
  return (
    <span className={`${classes.count} figures`}>{t('care-visits.count', { count, total: format.count(count) })}</span>
  )
}

function VisitRows({ pages, children }: { pages: Pages<CareVisit>; children: ReactNode }) {
  const { t } = useWords()
  if (pages.loading) return <Skeleton lines={2} />
  if (pages.rows.length === 0) return null
  return (
    <>
      <ul className={classes.rows} data-changing={pages.changing || undefined}>
        {children}
      </ul>
      {(pages.more || pages.loadingMore) && (
        <Button variant="subtle" color="gray" loading={pages.loadingMore} onClick={pages.more}>
          {t('ui.more')}
        </Button>
      )}
    </>
  )
}

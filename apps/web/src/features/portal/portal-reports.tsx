import { Button } from '@mantine/core'
import { type PortalReport, portal } from '@rapport/contract/service/portal'
import { IconDownload } from '@tabler/icons-react'
import { addressOf, wire } from '#api/call.ts'
import { useAsk } from '#api/query.ts'
import { Instant } from '#ui/day.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './portal.module.css'
import { PortalPage } from './portal-page.tsx'

/** The customer's own reports, as they were made. */
export function PortalReports() {
  const { t } = useWords()
  const answer = useAsk(portal.reports)
  return (
    <PortalPage title={t('portal.reports')}>
      <Answered answer={answer} lines={6}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('portal.reports.none')}>{t('portal.reports.none.text')}</Empty>
          ) : (
            <ul className={classes.list}>
              {items.map((report) => (
                <li key={report.id} className={classes.item}>
                  <Report report={report} />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </PortalPage>
  )
}

function Report({ report: { id, from, to, madeAt, currency } }: { report: PortalReport }) {
  const { t } = useWords()
  const period = t('portal.report.period', { from: from ?? t('portal.report.start'), to: to ?? '–' })
  return (
    <div className={classes.row}>
      <div>
        <h2>{period}</h2>
        <p className={classes.facts}>
          {currency} <Instant at={madeAt} />
        </p>
      </div>
      <Button
        component="a"
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        href={wire.base + addressOf(portal.report, { params: { id } })}
        download
        aria-label={t('portal.report.download', { period })}
      >
        PDF
      </Button>
    </div>
  )
}

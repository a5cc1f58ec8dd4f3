import { customerReports } from '@rapport/contract/analytics/customer-reports'
import { useMay } from '#api/viewer.tsx'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './customer-reports.module.css'
import { ReportLine } from './report-line.tsx'
import { useReports } from './use-reports.ts'

/** On the page of a customer: the reports that were made of it, by whom, and what became of them. */
export function CustomerReports({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const allowed = useMay(customerReports.list)
  const answer = useReports(customerId, allowed)
  if (!allowed) return null
  return (
    <Section title={t('report.list')}>
      <Answered answer={answer} lines={2}>
        {({ items, sendable }) =>
          items.length === 0 ? (
            <p className={classes.small}>{t('report.none')}</p>
          ) : (
            <>
              <ul className={classes.list}>
                {items.map((report) => (
                  <li key={report.id}>
                    <ReportLine of={report} sendable={sendable} />
                  </li>
                ))}
              </ul>
              <p className={classes.small}>{t('report.kept')}</p>
            </>
          )
        }
      </Answered>
    </Section>
  )
}

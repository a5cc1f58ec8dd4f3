import type { ReportDefinition } from '@rapport/contract/analytics/report-definition'
import { type Report, reports } from '@rapport/contract/analytics/reports'
import { type StandardReport, standardReports } from '@rapport/contract/analytics/standard-reports'
import { useMemo } from 'react'
import { useParams } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { PinButton } from '#features/analytics/dashboards/pin-button.tsx'
import { ReportSchedule } from '#features/analytics/report-schedules/report-schedule.tsx'
import { useAddress } from '#ui/address.ts'
import { LeavingGuard } from '#ui/leaving-guard.tsx'
import { Page } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'
import { AnswerPart } from './answer-part.tsx'
import { newReport } from './draft.ts'
import { ExportReport } from './export-report.tsx'
import { ReportActions } from './report-actions.tsx'
import classes from './reports.module.css'
import { Settings } from './settings.tsx'
import { useDraft } from './use-draft.ts'

/** Builds a report and shows what it says: `/reports/new`, `/reports/:id`. */
export function ReportPage() {
  const { id } = useParams()
  const { t } = useWords()
  const { get } = useAddress()
  const allowed = useMay(reports.open)
  const answer = useAsk(reports.open, { params: { id: id ?? '' } }, { enabled: id !== undefined && allowed })
  const standard = standardIn(get('standard'))
  const blank = useMemo(() => (standard ? standardReports[standard] : newReport()), [standard])
  if (!allowed || (id && !answer.data))
    return (
      <Page title={t('reports.title')} crumbs={[{ label: t('reports.title'), to: '/reports' }]}>
        {allowed ? (
          <Answered answer={answer} lines={10}>
            {() => null}
          </Answered>
        ) : (
          <NotAllowed />
        )}
      </Page>
    )
  const report = id ? (answer.data ?? null) : null
  const title = report?.name ?? t(standard ? `standard-report.${standard}` : 'reports.new')
  return (
    <Builder
      // Another report, or another version of it, begins anew.
      key={`${id} ${report?.version} ${standard}`}
      title={title}
      report={report}
      from={report?.definition ?? blank}
    />
  )
}

const standardIn = (name: string | undefined): StandardReport | undefined =>
  name !== undefined && Object.hasOwn(standardReports, name) ? (name as StandardReport) : undefined

function Builder({ title, report, from }: { title: string; report: Report | null; from: ReportDefinition }) {
  const { t } = useWords()
  const phone = usePhone()
  const draft = useDraft(from)
  const names = report?.names ?? {}
  return (
    <Page
      title={title}
      crumbs={[{ label: t('reports.title'), to: '/reports' }]}
      about={report?.description}
      actions={
        <>
          {report && <PinButton tile={{ kind: 'report', report: report.id, as: 'table', width: 2 }} title={title} />}
          <ReportActions title={title} report={report} draft={draft} />
        </>
      }
    >
      {report && !report.mayEdit && (
        <p className={classes.note}>{t('report-builder.by-other', { name: report.owner.name })}</p>
      )}
      <div className={classes.builder}>
        <details className={classes.settings} open={!phone || report === null}>
          <summary>{t('report-builder.settings')}</summary>
          <Settings key={draft.round} draft={draft.draft} set={draft.set} names={names} />
        </details>
        <section aria-label={t('report-builder.answer')} className={classes.answer}>
          <AnswerPart
            title={title}
            draft={draft}
            names={names}
            tools={(data) => <ExportReport data={data} title={title} />}
          />
        </section>
      </div>
      {report?.mayEdit && <ReportSchedule reportId={report.id} />}
      <LeavingGuard when={draft.changed} />
    </Page>
  )
}

import { Button, Modal, Progress, Select } from '@mantine/core'
import { type ReportBatch, type ReportLanguage, reportBatches } from '@rapport/contract/analytics/customer-reports'
import { addressOf } from '@rapport/contract/client'
import { IconFileTypePdf } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { wire } from '#api/call.ts'
import { useAsk, useSend } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { secondsLeft, timeLeftText } from '#features/customer/imports/time-left.ts'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { type BulkPeriod, bulkPeriods, daysOf } from './bulk-periods.ts'
import classes from './customer-reports.module.css'
import { LanguageChoice } from './language-choice.tsx'
import { usePeriodWords } from './report-line.tsx'

/** How soon it is looked again while reports are being made, milliseconds. */
const AGAIN = 1_500

/** On the page of a segment: reports of all its members in sight, how far they are, and what came of them. */
export function SegmentReports({ segmentId }: { segmentId: string }) {
  const { t } = useWords()
  const allowed = useMay(reportBatches.list)
  const [asking, setAsking] = useState(false)
  const answer = useAsk(
    reportBatches.list,
    { params: { id: segmentId } },
    { enabled: allowed, again: (reply) => (reply?.items.some(({ state }) => state === 'running') ? AGAIN : false) },
  )
  if (!allowed) return null
  return (
    <Section
      title={t('report.bulk')}
      actions={
        <Button size="xs" variant="default" leftSection={<IconFileTypePdf size={16} />} onClick={() => setAsking(true)}>
          {t('report.bulk.make')}
        </Button>
      }
    >
      <Answered answer={answer} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.small}>{t('report.bulk.none')}</p>
          ) : (
            <ul className={classes.list}>
              {items.map((batch) => (
                <li key={batch.id}>
                  <Batch of={batch} />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
      {asking && <AskForBatch segmentId={segmentId} onClose={() => setAsking(false)} />}
    </Section>
  )
}

function Batch({ of }: { of: ReportBatch }) {
  const { t } = useWords()
  const format = useFormat()
  const periodOf = usePeriodWords()
  const { state, made, failed, failures } = of
  return (
    <>
      <div className={classes.line}>
        <span>
          <span className="figures">{periodOf(of)}</span> · {t(`report.language.${of.language ?? 'own'}`)}
        </span>
        <span className={classes.actions}>
          {state !== 'running' && made > 0 && (
            <Button
              component="a"
              download
              href={wire.base + addressOf(reportBatches.file, { params: { id: of.id } })}
              size="xs"
              variant="default"
            >
              {t('report.bulk.zip')}
            </Button>
          )}
          {state === 'running' && <StopButton id={of.id} />}
        </span>
      </div>
      {state === 'running' ? (
        <UnderWay of={of} />
      ) : (
        <p className={classes.small}>
          {t('report.bulk.done', { made: format.count(made) })}
          {failed > 0 && ` · ${t('report.bulk.failed', { count: failed })}`}
          {state === 'stopped' && ` · ${t('report.bulk.stopped')}`} · {format.instant(of.askedAt)}
        </p>
      )}
      {failures.map(({ failure, customers }) => (
        <p key={failure} className={classes.small}>
          {format.count(customers)}: {t(`report.failure.${failure}`)}
        </p>
      ))}
    </>
  )
}

function UnderWay({ of: { made, failed, customers } }: { of: ReportBatch }) {
  const { t } = useWords()
  const format = useFormat()
  const done = made + failed
  const now = { at: Date.now(), fraction: done / customers }
  const first = useRef(now)
  return (
    <div>
      <Progress value={100 * now.fraction} aria-label={t('report.bulk.progress.label')} transitionDuration={150} />
      <p className={classes.small}>
        <span className="figures">
          {t('report.bulk.progress', { done: format.count(done), all: format.count(customers) })} ·{' '}
          {timeLeftText(t, secondsLeft(first.current, now))}
        </span>
      </p>
    </div>
  )
}

function StopButton({ id }: { id: string }) {
  const { t } = useWords()
  const stop = useSend(reportBatches.stop, { refresh: [reportBatches.list] })
  const act = () => stop.mutateAsync({ params: { id } }).catch((error: unknown) => notify(problemText(error).title))
  return (
    <Button size="xs" variant="default" loading={stop.isPending} onClick={() => void act()}>
      {t('report.bulk.stop')}
    </Button>
  )
}

function AskForBatch({ segmentId, onClose }: { segmentId: string; onClose: () => void }) {
  const { t } = useWords()
  const { today } = useViewer()
  const [language, setLanguage] = useState<ReportLanguage>()
  const [period, setPeriod] = useState<BulkPeriod>('month')
  const send = useSend(reportBatches.create, { refresh: [reportBatches.list] })
  const act = () =>
    send.mutate(
      { params: { id: segmentId }, body: { ...(language && { language }), ...daysOf(period, today) } },
      { onSuccess: () => onClose() },
    )
  return (
    <Modal opened onClose={onClose} title={t('report.bulk.title')} closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <div className={classes.form}>
        <p>{t('report.bulk.text')}</p>
        <Select
          label={t('report.bulk.period')}
          allowDeselect={false}
          value={period}
          data={bulkPeriods.map((value) => ({ value, label: t(`report.bulk.period.${value}`) }))}
          onChange={(next) => next && setPeriod(next as BulkPeriod)}
        />
        <LanguageChoice value={language} onChange={setLanguage} />
        {send.isError && (
          <p role="alert" className={classes.error}>
            {problemText(send.error).title}
          </p>
        )}
        <div className={classes.end}>
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button loading={send.isPending} onClick={act}>
            {t('report.make.act')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

import { Button } from '@mantine/core'
import { type CustomerReport, customerReports, type sendable } from '@rapport/contract/analytics/customer-reports'
import { addressOf } from '@rapport/contract/client'
import { wire } from '#api/call.ts'
import { useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import classes from './customer-reports.module.css'

/** The days of a report in words: what was not told is since the start, and until now. */
export function usePeriodWords() {
  const { t } = useWords()
  return ({ from, to }: { from: string | null; to: string | null }) =>
    t('report.period', { from: from ?? t('report.period.start'), to: to ?? t('report.period.now') })
}

/** One report: over which days, how it stands, and what can be done with it. */
export function ReportLine({ of, sendable: can }: { of: CustomerReport; sendable: (typeof sendable)[number] }) {
  const { t } = useWords()
  const format = useFormat()
  const periodOf = usePeriodWords()
  const { state, failure, sending } = of
  const period = periodOf(of)
  const download = wire.base + addressOf(customerReports.file, { params: { id: of.id } })
  return (
    <>
      <div className={classes.line}>
        <span>
          <span className="figures">{period}</span> · {t(`report.language.${of.language}`)}
        </span>
        {state === 'made' ? (
          <span className={classes.actions}>
            <Button
              component="a"
              download
              href={download}
              size="xs"
              variant="default"
              aria-label={t('report.download.of', { period })}
            >
              {t('report.download')}
            </Button>
            {can === 'yes' && <SendButton of={of} />}
          </span>
        ) : (
          <span role="status">{t(`report.state.${state}`)}</span>
        )}
      </div>
      {failure && <p className={classes.small}>{t(`report.failure.${failure}`)}</p>}
      {state === 'made' && can !== 'yes' && sending?.state !== 'sent' && (
        <p className={classes.small}>{t(`report.sendable.${can}`)}</p>
      )}
      <p className={classes.small}>
        {t('report.asked', { name: of.askedBy.name, at: format.instant(of.askedAt) })}
        {sending && ' · '}
        {sending?.state === 'waiting' && t('report.sending.waiting')}
        {sending?.state === 'sent' &&
          t('report.sending.sent', { name: sending.by.name, at: format.instant(sending.sentAt) })}
        {sending?.state === 'failed' &&
          `${t('report.sending.failed')} ${sending.failure ? t(`report.failure.${sending.failure}`) : ''}`}
      </p>
    </>
  )
}

function SendButton({ of: { id, sending } }: { of: CustomerReport }) {
  const { t } = useWords()
  const allowed = useMay(customerReports.send)
  const send = useSend(customerReports.send, { refresh: [customerReports.list] })
  if (!allowed || (sending && sending.state !== 'failed')) return null
  const act = () => send.mutateAsync({ params: { id } }).catch((error: unknown) => notify(problemText(error).title))
  return (
    <Button size="xs" variant="default" loading={send.isPending} onClick={() => void act()}>
      {t(sending ? 'report.send.again' : 'report.send')}
    </Button>
  )
}

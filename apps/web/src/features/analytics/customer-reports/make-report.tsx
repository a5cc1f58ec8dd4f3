import { Button, Modal } from '@mantine/core'
import { customerReports, type ReportLanguage } from '@rapport/contract/analytics/customer-reports'
import { IconFileTypePdf } from '@tabler/icons-react'
import { useState } from 'react'
import { useSend } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { Answered } from '#ui/states.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import classes from './customer-reports.module.css'
import { LanguageChoice } from './language-choice.tsx'
import { ReportLine } from './report-line.tsx'
import { useReports } from './use-reports.ts'

interface Props {
  customerId: string
  from: string | undefined
  to: string | undefined
  currency: string | undefined
  benchmark: string | undefined
}

/** On the analysis page: the same as a PDF, over the days that the page shows. */
export function MakeReport(of: Props) {
  const { t } = useWords()
  const allowed = useMay(customerReports.create)
  const [open, setOpen] = useState(false)
  if (!allowed) return null
  return (
    <>
      <Button variant="default" leftSection={<IconFileTypePdf size={16} />} onClick={() => setOpen(true)}>
        {t('report.make')}
      </Button>
      {open && (
        <Modal
          opened
          onClose={() => setOpen(false)}
          title={t('report.make.title')}
          closeButtonProps={{ 'aria-label': t('ui.close') }}
        >
          <Making {...of} />
        </Modal>
      )}
    </>
  )
}

function Making({ customerId, from, to, currency, benchmark }: Props) {
  const { t } = useWords()
  const { today } = useViewer()
  const [language, setLanguage] = useState<ReportLanguage>()
  const send = useSend(customerReports.create, { refresh: [customerReports.list] })
  const body = {
    ...(language && { language }),
    ...(from && { from }),
    ...(to && { to }),
    ...(currency && { currency }),
    ...(benchmark && { benchmark }),
  }
  const until = to ?? today
  return (
    <div className={classes.form}>
      <p>{from ? t('report.make.period', { from, to: until }) : t('report.make.since-start', { to: until })}</p>
      <LanguageChoice value={language} onChange={setLanguage} />
      {send.isError && (
        <p role="alert" className={classes.error}>
          {problemText(send.error).title}
        </p>
      )}
      <div className={classes.end}>
        <Button loading={send.isPending} onClick={() => send.mutate({ params: { id: customerId }, body })}>
          {t('report.make.act')}
        </Button>
      </div>
      {send.data && <Made id={send.data.id} customerId={customerId} />}
    </div>
  )
}

/** What was asked for just now, from waiting to made. */
function Made({ id, customerId }: { id: string; customerId: string }) {
  const answer = useReports(customerId)
  return (
    <Answered answer={answer} lines={2}>
      {({ items, sendable }) => {
        const report = items.find((one) => one.id === id)
        return report ? <ReportLine of={report} sendable={sendable} /> : null
      }}
    </Answered>
  )
}

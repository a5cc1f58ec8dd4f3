import { Button } from '@mantine/core'
import { quality } from '@rapport/contract/administration/quality'
import { type QualitySampleDetails, qualitySamples } from '@rapport/contract/administration/quality-samples'
import { IconArrowLeft } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { Confirm } from '#ui/confirm.tsx'
import { Day, Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { LeavingGuard } from '#ui/leaving-guard.tsx'
import { notify } from '#ui/notify.tsx'
import { Facts } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { Interval } from './accuracy-text.tsx'
import { type Mark, SampleRow } from './sample-row.tsx'
import { SampleState } from './sample-state.tsx'
import classes from './samples.module.css'

const refresh = [qualitySamples.list, qualitySamples.open, quality.days]

/** A sample to be checked by hand: what each row says, whether that is right, and what share is. */
export function SampleSheet({ id }: { id: string }) {
  const { t } = useWords()
  const answer = useAsk(qualitySamples.open, { params: { id } })
  return (
    <>
      <Link to="?view=samples" className={classes.back}>
        <IconArrowLeft size={14} aria-hidden /> {t('sample.all')}
      </Link>
      <Answered answer={answer} lines={12}>
        {(sample) => <Sheet sample={sample} />}
      </Answered>
    </>
  )
}

function Sheet({ sample }: { sample: QualitySampleDetails }) {
  const { t } = useWords()
  const format = useFormat()
  const { accuracy } = sample
  const open = useMay(qualitySamples.mark) && sample.closedAt === null
  return (
    <>
      <header className={classes.head}>
        <h2>{sample.item.name}</h2>
        <SampleState of={sample} />
      </header>
      <Facts
        of={[
          [t('run.business-date'), <Day key="day" on={sample.businessDate} />],
          [
            t('sample.drawn'),
            t('sample.drawn-of', { drawn: format.count(sample.drawn), size: format.count(sample.size) }),
          ],
          [t('sample.drawn-by'), sample.drawnBy],
          [t('sample.drawn-at'), <Instant key="drawn" at={sample.drawnAt} />],
          [t('sample.closed-by'), sample.closedBy],
          [t('sample.closed-at'), <Instant key="closed" at={sample.closedAt} />],
          [t('quality.accuracy'), <span key="share">{format.percent(accuracy?.share)}</span>],
          [t('sample.interval.head'), accuracy && <Interval key="interval" of={accuracy} />],
        ]}
      />
      <Rows sample={sample} open={open} />
    </>
  )
}

function Rows({ sample, open }: { sample: QualitySampleDetails; open: boolean }) {
  const { t } = useWords()
  const [marks, setMarks] = useState<Record<string, Mark>>({})
  const [closing, setClosing] = useState(false)
  const send = useSend(qualitySamples.mark, { refresh })
  const close = useSend(qualitySamples.close, { refresh })
  const changed = Object.entries(marks)
  const waiting = sample.rows.filter((row) => row.cells !== null && (marks[row.id] ?? row).verdict === null).length
  const save = async () => {
    const body = { marks: changed.map(([rowId, { verdict, note }]) => ({ rowId, verdict, note: note || null })) }
    await send.mutateAsync({ params: { id: sample.id }, body })
    setMarks({})
    void notify(t('sample.saved'))
  }
  return (
    <>
      <ol className={classes.rows} aria-label={t('sample.rows')}>
        {sample.rows.map((row) => (
          <SampleRow
            key={row.id}
            row={row}
            mark={marks[row.id] ?? { verdict: row.verdict, note: row.note ?? '' }}
            change={open && row.cells ? (mark) => setMarks({ ...marks, [row.id]: mark }) : undefined}
          />
        ))}
      </ol>
      {open && (
        <div className={classes.foot}>
          <span role="status">{t('sample.waiting', { count: waiting })}</span>
          {send.error && (
            <span role="alert" className={classes.problem}>
              {problemText(send.error).title} {problemText(send.error).advice}
            </span>
          )}
          <Button disabled={changed.length === 0} loading={send.isPending} onClick={() => void save().catch(() => {})}>
            {t('sample.save', { count: changed.length })}
          </Button>
          <Button variant="default" disabled={waiting > 0 || changed.length > 0} onClick={() => setClosing(true)}>
            {t('sample.close')}
          </Button>
        </div>
      )}
      {closing && (
        <Confirm
          title={t('sample.close.title')}
          act={t('sample.close')}
          onAct={() => close.mutateAsync({ params: { id: sample.id } })}
          onClose={() => setClosing(false)}
        >
          {t('sample.close.text')}
        </Confirm>
      )}
      <LeavingGuard when={changed.length > 0} />
    </>
  )
}

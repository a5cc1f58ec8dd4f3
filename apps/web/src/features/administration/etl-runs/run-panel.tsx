import { Button } from '@mantine/core'
import { type EtlRunDetails, etlRuns } from '@rapport/contract/administration/etl-runs'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import classes from '#features/administration/data-centre/data-centre.module.css'
import { Failure } from '#features/administration/data-centre/failure.tsx'
import { isUnderWay, RunState } from '#features/administration/data-centre/run-state.tsx'
import { Took } from '#features/administration/data-centre/took.tsx'
import { useAddress } from '#ui/address.ts'
import { Confirm } from '#ui/confirm.tsx'
import { Day, Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { Facts, Section } from '#ui/page.tsx'
import { SidePanel } from '#ui/side-panel.tsx'
import { Answered } from '#ui/states.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { RunLog } from './run-log.tsx'
import { RunSteps } from './run-steps.tsx'
import own from './runs.module.css'

interface Props {
  id: string
  onClose: () => void
  onNext?: (() => void) | undefined
  onPrevious?: (() => void) | undefined
}

/** A run beside the list: its steps, what they did, what it said, and starting, stopping and running again. */
export function RunPanel({ id, ...moves }: Props) {
  const { t } = useWords()
  const answer = useAsk(etlRuns.open, { params: { id } })
  const title = answer.data ? `${answer.data.task.name} · ${answer.data.businessDate}` : t('run.one')
  return (
    <SidePanel wide title={title} href={`/data-centre?day=${answer.data?.businessDate ?? 'all'}&run=${id}`} {...moves}>
      <Answered answer={answer} lines={10}>
        {(run) => (
          <>
            {run.failure && <Failure code={run.failure} held={run.state === 'held'} />}
            <AboutRun run={run} />
            <Allowed to={etlRuns.start}>
              <RunActions run={run} />
            </Allowed>
            <Section title={t('run.steps')}>
              <RunSteps run={run} />
            </Section>
            <Section title={t('run.log')}>
              <RunLog run={run} />
            </Section>
          </>
        )}
      </Answered>
    </SidePanel>
  )
}

function AboutRun({ run }: { run: EtlRunDetails }) {
  const { t } = useWords()
  const format = useFormat()
  const count = (value: number) => <span className="figures">{format.count(value)}</span>
  return (
    <div className={own.about}>
      <Facts
        of={[
          [t('run.state'), <RunState key="state" state={run.state} late={run.late} />],
          [t('run.business-date'), <Day key="day" on={run.businessDate} />],
          [t('run.cause'), `${t(`run.cause.${run.cause}`)}${run.startedBy ? ` · ${run.startedBy}` : ''}`],
          [t('run.started-at'), <Instant key="start" at={run.startedAt} />],
          [t('run.finished-at'), <Instant key="end" at={run.finishedAt} />],
          [t('run.took'), <Took key="took" of={run} plain />],
          [t('run.rows-in'), count(run.rowsIn)],
          [t('run.refused'), count(run.refused)],
          [t('run.late-rows'), count(run.lateRows)],
        ]}
      />
    </div>
  )
}

function RunActions({ run }: { run: EtlRunDetails }) {
  const { t } = useWords()
  const { change } = useAddress()
  const [stopping, setStopping] = useState(false)
  const refresh = [etlRuns.list, etlRuns.open, etlRuns.log]
  const stop = useSend(etlRuns.stop, { refresh })
  const start = useSend(etlRuns.start, { refresh })
  const again = async () => {
    const { items } = await start.mutateAsync({ body: { taskId: run.task.id, from: run.businessDate } })
    void notify(t('run.started', { count: items.length }))
    if (items[0]) change({ run: items[0].id }, { replace: true })
  }
  return (
    <div className={own.actions}>
      {isUnderWay(run) ? (
        <Button variant="default" onClick={() => setStopping(true)}>
          {t('run.stop')}
        </Button>
      ) : (
        // A refusal is told below.
        <Button variant="default" loading={start.isPending} onClick={() => void again().catch(() => {})}>
          {t('run.again')}
        </Button>
      )}
      {start.error && (
        <p role="alert" className={classes.problem}>
          <strong>{problemText(start.error).title}</strong> {problemText(start.error).advice}
        </p>
      )}
      {stopping && (
        <Confirm
          danger
          title={t('run.stop.title', { task: run.task.name, day: run.businessDate })}
          act={t('run.stop')}
          onAct={async () => {
            await stop.mutateAsync({ params: { id: run.id } })
            void notify(t('run.stop.asked'))
          }}
          onClose={() => setStopping(false)}
        >
          <p>{t('run.stop.text')}</p>
        </Confirm>
      )}
    </div>
  )
}

import { Button, Progress } from '@mantine/core'
import { type EtlRunDetails, etlRuns, type StepRun } from '@rapport/contract/administration/etl-runs'
import { qualityIssues } from '@rapport/contract/administration/quality-issues'
import { useState } from 'react'
import { Link } from 'react-router'
import { useSend } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { Failure } from '#features/administration/data-centre/failure.tsx'
import { isUnderWay, RunState } from '#features/administration/data-centre/run-state.tsx'
import { dependantsOf, inOrder } from '#features/administration/data-centre/step-order.ts'
import { Took } from '#features/administration/data-centre/took.tsx'
import { TotalDifferences } from '#features/administration/data-centre/total-differences.tsx'
import { Confirm } from '#ui/confirm.tsx'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import classes from './runs.module.css'

const linked = (run: EtlRunDetails) => run.stepRuns.map((step) => ({ ...step, code: step.step }))

/** The steps of a run, each behind what it needs: state, counts, duration, what went wrong, and running it again. */
export function RunSteps({ run }: { run: EtlRunDetails }) {
  const { t } = useWords()
  const [asking, setAsking] = useState<StepRun>()
  const send = useSend(etlRuns.rerunStep, { refresh: [etlRuns.list, etlRuns.open, etlRuns.log] })
  const steps = linked(run)
  const behind = asking ? dependantsOf(steps, asking.step) : []
  return (
    <>
      <ol className={classes.steps}>
        {inOrder(steps).map((step) => (
          <Step
            key={step.step}
            step={step}
            day={run.businessDate}
            told={run.failure}
            dependants={dependantsOf(steps, step.step).length}
            {...(isUnderWay(run) ? {} : { again: () => setAsking(step) })}
          />
        ))}
      </ol>
      {asking && (
        <Confirm
          title={t('run.rerun.title', { step: asking.step, day: run.businessDate })}
          act={t('run.rerun.act', { count: behind.length + 1 })}
          onAct={async () => {
            await send.mutateAsync({ params: { id: run.id, step: asking.step } })
            void notify(t('run.rerun.done'))
          }}
          onClose={() => setAsking(undefined)}
        >
          <p>{behind.length === 0 ? t('run.rerun.alone') : t('run.rerun.behind', { steps: behind.join(', ') })}</p>
        </Confirm>
      )}
    </>
  )
}

const COUNTS = ['rowsIn', 'refused', 'late', 'duplicates', 'corrected'] as const

interface Props {
  step: StepRun
  /** YYYY-MM-DD */
  day: string
  /** What is told of the run as a whole. */
  told: string | null
  /** How many steps need this one. */
  dependants: number
  again?: () => void
}

function Step({ step, day, told, dependants, again }: Props) {
  const { t } = useWords()
  const format = useFormat()
  const counted = COUNTS.filter((name) => step[name] > 0)
  return (
    <li className={classes.step}>
      <div className={classes.stepHead}>
        <RunState state={step.state} />
        <strong>{step.step}</strong>
        <span className={classes.kind}>
          {t(`step.kind.${step.kind}`)}
          {step.item && ` · ${step.item.name}`}
        </span>
        {again && (
          <Allowed to={etlRuns.rerunStep}>
            <Button
              variant="subtle"
              size="compact-xs"
              aria-label={`${t(dependants > 0 ? 'run.rerun.from-here' : 'run.rerun.step')}: ${step.step}`}
              onClick={again}
            >
              {t(dependants > 0 ? 'run.rerun.from-here' : 'run.rerun.step')}
            </Button>
          </Allowed>
        )}
      </div>
      {step.state === 'running' && step.progress !== null && (
        <Progress value={100 * step.progress} aria-label={t('run.progress.of', { step: step.step })} />
      )}
      {step.startedAt && (
        <p className={`${classes.counts} figures`}>
          <Took of={step} plain />
          {counted.map((name) => (
            <span key={name}>{t(`run.counted.${name}`, { total: format.count(step[name]), count: step[name] })}</span>
          ))}
          {step.item && step.refused > 0 && (
            <Allowed to={qualityIssues.list}>
              <Link to={`/data-centre/quality?view=rows&itemId=${step.item.id}&businessDate=${day}`}>
                {t('run.counted.refused.rows')}
              </Link>
            </Allowed>
          )}
          {step.tries > 1 && <span>{t('run.tries', { total: format.count(step.tries) })}</span>}
        </p>
      )}
      {step.needs.length > 0 && step.state === 'waiting' && (
        <p className={classes.hint}>{t('run.waits-for', { steps: step.needs.join(', ') })}</p>
      )}
      {step.failure && <Failure code={step.failure} held={step.state === 'held'} brief={step.failure === told} />}
      {step.differences.length > 0 && <TotalDifferences of={step.differences} />}
    </li>
  )
}

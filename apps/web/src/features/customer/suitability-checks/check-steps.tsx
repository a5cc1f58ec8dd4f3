import { Button, Modal } from '@mantine/core'
import { type SuitabilityCheck, suitabilityChecks } from '@rapport/contract/customer/suitability-checks'
import { useState } from 'react'
import { useSend } from '#api/query.ts'
import { Allowed } from '#api/viewer.tsx'
import { Confirm } from '#ui/confirm.tsx'
import { Instant } from '#ui/day.tsx'
import { LongTextField, NumberField, SelectField, TextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import { changedChecks } from './refresh.ts'
import classes from './suitability-checks.module.css'

type Step = SuitabilityCheck['steps'][number]

/** What has to be done before the customer goes on, what was done of it, and the way to do the next. */
export function CheckSteps({ of }: { of: SuitabilityCheck }) {
  const { t } = useWords()
  if (of.state === 'blocked') return null
  const end = of.done.find(({ code }) => code === 'proceeded' || code === 'declined')
  return (
    <Section title={t('suitability.steps')}>
      {of.confirmation && (
        <p>
          {t('suitability.confirmed-at')} <Instant at={of.confirmation.at} />
        </p>
      )}
      {!of.confirmation && of.steps.length > 0 && (
        <ol className={classes.steps}>
          {of.steps.map((step) => (
            <li key={step.code}>
              <OneStep of={of} step={step} />
            </li>
          ))}
        </ol>
      )}
      {end && (
        <p>
          <strong>{t(`suitability.state.${end.code as 'proceeded'}`)}</strong> <Instant at={end.at} />
          {end.by && ` · ${end.by.name}`}
        </p>
      )}
      {of.ended && <p role="status">{t(`suitability.ended.${of.ended}.text`)}</p>}
      <Doing of={of} />
    </Section>
  )
}

function OneStep({ of, step }: { of: SuitabilityCheck; step: Step }) {
  const { t } = useWords()
  const done = of.done.find(({ code }) => code === step.code)
  return (
    <>
      <strong>{t(`suitability.step.${step.code}`)}</strong>{' '}
      {step.hours !== null && t('suitability.hours', { count: step.hours })}
      {step.seconds !== null && t('suitability.seconds', { count: step.seconds })}
      {done && (
        <p className={classes.quiet}>
          {t(`suitability.channel.${done.channel}`)}
          {done.seconds !== null && ` · ${t('suitability.read-for', { count: done.seconds })}`}
          {done.evidence && ` · ${done.evidence}`}
          {done.by && ` · ${done.by.name}`} · <Instant at={done.at} />
        </p>
      )}
      {of.state === 'cooling' && of.next === step.code && of.until && (
        <p className={classes.quiet}>
          {t('suitability.until')} <Instant at={of.until} />
        </p>
      )}
    </>
  )
}

function Doing({ of }: { of: SuitabilityCheck }) {
  const { t } = useWords()
  const [ending, setEnding] = useState<'proceeded' | 'declined'>()
  const end = useSend(suitabilityChecks.end, { refresh: changedChecks })
  const open = of.state === 'step' || of.state === 'cooling' || of.state === 'ready'
  if (!open) return null
  const next = of.state === 'step' && !of.ended ? of.steps.find(({ code }) => code === of.next) : undefined
  return (
    <>
      {next?.code === 'call-back' && <CallBack of={of} />}
      <div className={classes.actions}>
        {next && next.code !== 'call-back' && <Next of={of} step={next} />}
        <Allowed to={suitabilityChecks.end}>
          {of.state === 'ready' && !of.ended && (
            <Button onClick={() => setEnding('proceeded')}>{t('suitability.proceed')}</Button>
          )}
          <Button variant="default" onClick={() => setEnding('declined')}>
            {t('suitability.decline')}
          </Button>
        </Allowed>
      </div>
      {ending && (
        <Confirm
          title={t(ending === 'proceeded' ? 'suitability.proceed' : 'suitability.decline')}
          act={t(ending === 'proceeded' ? 'suitability.proceed' : 'suitability.decline')}
          onClose={() => setEnding(undefined)}
          onAct={() =>
            end.mutateAsync({ params: { id: of.id }, body: { outcome: ending, channel: 'counter', evidence: null } })
          }
        >
          <p>{t(`suitability.end.${ending}`)}</p>
        </Confirm>
      )}
    </>
  )
}

/** The step that waits: where it was done, by what it is proved, and online for how long it was read. */
function Next({ of, step }: { of: SuitabilityCheck; step: Step }) {
  const { t } = useWords()
  const [doing, setDoing] = useState(false)
  const send = useSend(suitabilityChecks.step, { refresh: changedChecks })
  const name = t(`suitability.step.${step.code}`)
  return (
    <Allowed to={suitabilityChecks.step}>
      <div>
        <Button onClick={() => setDoing(true)}>{t('suitability.do', { step: name })}</Button>
      </div>
      {doing && (
        <Modal opened onClose={() => setDoing(false)} title={name} closeButtonProps={{ 'aria-label': t('ui.close') }}>
          <p>{t(`suitability.step.${step.code}.text`)}</p>
          <Form
            light
            of={suitabilityChecks.step.body}
            from={{ code: step.code as 'risk-warning', channel: 'counter', seconds: null }}
            send={t('suitability.record')}
            onCancel={() => setDoing(false)}
            onSend={async (body) => {
              await send.mutateAsync({ params: { id: of.id }, body })
              void notify(t('suitability.recorded'))
              setDoing(false)
            }}
          >
            <SelectField
              name="channel"
              label={t('suitability.channel')}
              choices={(['counter', 'online'] as const).map((value) => ({
                value,
                label: t(`suitability.channel.${value}`),
              }))}
              required
            />
            <TextField
              name="evidence"
              label={t('suitability.evidence')}
              hint={t('suitability.evidence.hint')}
              maxLength={200}
              required
            />
            {step.seconds !== null && (
              <NumberField name="seconds" label={t('suitability.read')} hint={t('suitability.read.hint')} />
            )}
          </Form>
        </Modal>
      )}
    </Allowed>
  )
}

function CallBack({ of }: { of: SuitabilityCheck }) {
  const { t } = useWords()
  const send = useSend(suitabilityChecks.callBack, { refresh: changedChecks })
  return (
    <>
      <p>{t('suitability.step.call-back.text')}</p>
      <Allowed to={suitabilityChecks.callBack}>
        <Form
          light
          of={suitabilityChecks.callBack.body}
          send={t('suitability.record')}
          onSend={(body) => send.mutateAsync({ params: { id: of.id }, body })}
        >
          <LongTextField
            name="evidence"
            label={t('suitability.evidence')}
            hint={t('suitability.evidence.hint')}
            maxLength={200}
            rows={1}
            required
          />
        </Form>
      </Allowed>
    </>
  )
}

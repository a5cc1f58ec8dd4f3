import { Button } from '@mantine/core'
import { type ServicePlan, servicePlans } from '@rapport/contract/service/service-plans'
import { type ReactNode, useState } from 'react'
import { useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { Confirm } from '#ui/confirm.tsx'
import { Day } from '#ui/day.tsx'
import { Form } from '#ui/form.tsx'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { Facts, Page, Section } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { MemberList } from './member-list.tsx'
import { useStarts } from './plan-list.tsx'
import { changedPlans } from './refresh.ts'
import { StepFields } from './step-fields.tsx'
import { StepTable } from './step-table.tsx'

/** One plan: how it starts, its steps in every version, and who is in it. */
export function PlanPage() {
  const { id = '' } = useParams()
  const { t } = useWords()
  const nameOf = useNameOf()
  const allowed = useMay(servicePlans.open)
  const answer = useAsk(servicePlans.open, { params: { id } }, { enabled: allowed })
  const [doing, setDoing] = useState<'version' | 'close'>()
  const plan = answer.data
  return (
    <Page
      title={plan ? nameOf(plan) : t('service-plan.one')}
      crumbs={[{ label: t('service-plans.title'), to: '/service-plans' }]}
      actions={
        plan?.mayEdit &&
        doing === undefined && (
          <>
            <Button variant="default" onClick={() => setDoing('close')}>
              {t('service-plan.close')}
            </Button>
            <Button onClick={() => setDoing('version')}>{t('service-plan.new-version')}</Button>
          </>
        )
      }
    >
      {!allowed && <NotAllowed />}
      {allowed && (
        <Answered answer={answer} lines={8}>
          {(found) => (
            <>
              <PlanFacts of={found} />
              {doing === 'version' && <NewVersion of={found} done={() => setDoing(undefined)} />}
              {doing === 'close' && <ClosePlan of={found} done={() => setDoing(undefined)} />}
              <Versions of={found} />
              <Section title={t('service-plan.members')}>
                <MemberList planId={found.id} />
              </Section>
            </>
          )}
        </Answered>
      )}
    </Page>
  )
}

function PlanFacts({ of: plan }: { of: ServicePlan }) {
  const { t } = useWords()
  const starts = useStarts()
  return (
    <Facts
      of={[
        [t('service-plan.starts'), starts(plan)],
        [t('service-plan.whose'), plan.customer?.name ?? plan.unit?.name ?? t('plan-of.firm')],
        [t('service-plan.begins'), <Day key="begins" on={plan.beginsOn} />],
        ...(plan.starts === 'level'
          ? [
              [t('service-plan.for-whom'), t(plan.presentToo ? 'service-plan.for-all' : 'service-plan.for-new')] as [
                string,
                string,
              ],
            ]
          : []),
        ...(plan.closedOn
          ? [[t('service-plan.closed'), <Day key="closed" on={plan.closedOn} />] as [string, ReactNode]]
          : []),
      ]}
    />
  )
}

function Versions({ of: plan }: { of: ServicePlan }) {
  const { t } = useWords()
  const format = useFormat()
  const [all, setAll] = useState(false)
  const shown = all ? plan.versions : plan.versions.slice(0, 1)
  return (
    <>
      {shown.map((version) => (
        <Section
          key={version.number}
          title={t('service-plan.steps-of', { number: version.number, on: format.instant(version.createdAt) })}
          actions={<span>{t('service-plan.members-count', { count: version.members })}</span>}
        >
          <StepTable of={version.steps} />
        </Section>
      ))}
      {plan.versions.length > 1 && (
        <div>
          <Button variant="subtle" onClick={() => setAll(!all)} aria-expanded={all}>
            {t(all ? 'service-plan.last-version' : 'service-plan.all-versions')}
          </Button>
        </div>
      )}
    </>
  )
}

function NewVersion({ of: plan, done }: { of: ServicePlan; done: () => void }) {
  const { t } = useWords()
  const send = useSend(servicePlans.addVersion, { refresh: changedPlans })
  return (
    <Section title={t('service-plan.new-version')}>
      <p>{t('service-plan.new-version.hint')}</p>
      <Form
        of={servicePlans.addVersion.body}
        from={{ steps: plan.versions[0]!.steps }}
        send={t('service-plan.save-version', { number: plan.number + 1 })}
        onCancel={done}
        onSend={async (body) => {
          await send.mutateAsync({ params: { id: plan.id }, body })
          void notify(t('service-plan.version-made'))
          done()
        }}
      >
        <StepFields />
      </Form>
    </Section>
  )
}

function ClosePlan({ of: plan, done }: { of: ServicePlan; done: () => void }) {
  const { t } = useWords()
  const send = useSend(servicePlans.close, { refresh: changedPlans })
  const members = plan.versions.reduce((sum, one) => sum + one.members, 0)
  return (
    <Confirm
      title={t('service-plan.close')}
      act={t('service-plan.close')}
      onAct={() => send.mutateAsync({ params: { id: plan.id }, version: plan.version })}
      onClose={done}
      danger
    >
      {t('service-plan.close.text', { count: members })}
    </Confirm>
  )
}

import { Button } from '@mantine/core'
import { type MomentRule, moments } from '@rapport/contract/service/moments'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { ApprovalOf } from '#features/administration/approvals/approval-of.tsx'
import { Confirm } from '#ui/confirm.tsx'
import { Instant } from '#ui/day.tsx'
import { notify } from '#ui/notify.tsx'
import { Page, Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { DefinitionFacts } from './definition-facts.tsx'
import { EffectOfMoment, MessagesOfMoment, RatesOfMoment } from './moment-figures.tsx'
import { RuleState } from './moment-state.tsx'
import { MomentTrial } from './moment-trial.tsx'
import { useMomentName } from './moment-words.ts'

const changed = [moments.rules, moments.openRule]

/** One rule: what is live, what somebody has drafted, how its tasks went, what it brought about, and what it would find. */
export function MomentRulePage() {
  const { t } = useWords()
  const nameOf = useMomentName()
  const { code = '' } = useParams()
  const answer = useAsk(moments.openRule, { params: { code } })
  const rule = answer.data
  return (
    <Page
      title={rule ? `${rule.code} ${nameOf(rule)}` : code}
      crumbs={[{ label: t('moments.title'), to: '/moments' }]}
      about={rule && <RuleState of={rule} />}
      actions={rule && <Actions rule={rule} />}
    >
      <Answered answer={answer} lines={10}>
        {(rule) => <Rule rule={rule} />}
      </Answered>
    </Page>
  )
}

function Rule({ rule }: { rule: MomentRule }) {
  const { t } = useWords()
  return (
    <>
      {rule.error && <p role="alert">{t('moment.parked', { error: rule.error })}</p>}
      {rule.draft && (
        <Section title={t('moment.draft')}>
          <p>
            {t('moment.draft.by', { name: rule.draft.madeBy ?? '–' })} <Instant at={rule.draft.madeAt} />
            {rule.draft.mine && ` · ${t('moment.draft.mine')}`}
          </p>
          <ApprovalOf kind="moment-rule" id={rule.id} />
          <DefinitionFacts of={rule.draft.definition} />
        </Section>
      )}
      {rule.definition && (
        <Section title={t('moment.live', { number: rule.number ?? 0 })}>
          <DefinitionFacts of={rule.definition} />
        </Section>
      )}
      <Section
        title={t('moment.rates')}
        actions={<Link to={`/tasks?view=all&code=${rule.code}`}>{t('tasks.title')}</Link>}
      >
        <RatesOfMoment of={rule.rates} />
      </Section>
      {rule.messages && (
        <Section title={t('moment.messages')}>
          <MessagesOfMoment of={rule.messages} />
        </Section>
      )}
      {rule.effect && (
        <Section title={t('moment.effect')}>
          <EffectOfMoment of={rule.effect} />
        </Section>
      )}
      <Allowed to={moments.tryRule}>
        <Section title={t('moment.trial')}>
          <MomentTrial code={rule.code} />
        </Section>
      </Allowed>
    </>
  )
}

function Actions({ rule }: { rule: MomentRule }) {
  const { t } = useWords()
  const params = { code: rule.code }
  const goLive = useSend(moments.goLive, { refresh: changed })
  const drop = useSend(moments.dropDraft, { refresh: changed })
  const pause = useSend(moments.pause, { refresh: changed })
  const resume = useSend(moments.resume, { refresh: changed })
  const [asking, setAsking] = useState<'live' | 'drop' | 'pause' | 'resume' | null>(null)
  if (!useMay(moments.saveDraft)) return null
  const stopped = rule.state === 'paused' || rule.state === 'parked'
  const acts = {
    live: () => goLive.mutateAsync({ params }),
    drop: () => drop.mutateAsync({ params }),
    pause: () => pause.mutateAsync({ params, body: { reason: t('moment.pause') } }),
    resume: () => resume.mutateAsync({ params }),
  }
  const button = (which: keyof typeof acts, variant: 'default' | 'filled' = 'default') => (
    <Button variant={variant} onClick={() => setAsking(which)}>
      {t(which === 'live' ? 'moment.go-live' : `moment.${which}`)}
    </Button>
  )
  return (
    <>
      {rule.state === 'live' && button('pause')}
      {stopped && button('resume')}
      {rule.draft && rule.state !== 'draft' && button('drop')}
      <Button component={Link} to={`/moments/${rule.code}/edit`} variant="default">
        {t('moment.edit')}
      </Button>
      {rule.draft && !rule.draft.mine && button('live', 'filled')}
      {asking && (
        <Confirm
          title={t(asking === 'live' ? 'moment.go-live' : `moment.${asking}`)}
          act={t(asking === 'live' ? 'moment.go-live' : `moment.${asking}`)}
          onClose={() => setAsking(null)}
          onAct={async () => {
            await acts[asking]()
            void notify(t('moment.changed', { code: rule.code }))
            setAsking(null)
          }}
        >
          {t(asking === 'live' ? 'moment.go-live.text' : `moment.${asking}.text`)}
        </Confirm>
      )}
    </>
  )
}

import { Button } from '@mantine/core'
import { type Campaign, campaigns } from '@rapport/contract/marketing/campaigns'
import { Link, useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { Allowed, useMay, useViewer } from '#api/viewer.tsx'
import { ApprovalOf } from '#features/administration/approvals/approval-of.tsx'
import { Day, Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Money } from '#ui/money.tsx'
import { notify } from '#ui/notify.tsx'
import { Facts, Page, Section } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { useNameOf } from '#words/name-of.ts'
import { fieldText, problemText, refusedIn } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { CampaignMark } from './campaign-mark.tsx'
import { CampaignMembers } from './campaign-members.tsx'
import { CampaignResultsSection } from './campaign-results.tsx'
import classes from './campaigns.module.css'
import { CancelCampaign } from './cancel-campaign.tsx'
import { changedCampaigns } from './refresh.ts'

/** A campaign: whom it is for, what for, its waves, how far it is, and who takes part. */
export function CampaignPage() {
  const { t } = useWords()
  const nameOf = useNameOf()
  const { id = '' } = useParams()
  const allowed = useMay(campaigns.open)
  const answer = useAsk(campaigns.open, { params: { id } }, { enabled: allowed })
  return (
    <Page
      title={answer.data ? nameOf(answer.data) : t('campaign.title')}
      crumbs={[{ label: t('campaign.title'), to: '/campaigns' }]}
      about={answer.data && <CampaignMark state={answer.data.state} />}
      actions={answer.data && <CancelCampaign of={answer.data} />}
    >
      {allowed ? (
        <Answered answer={answer} lines={12}>
          {(of) => (
            <>
              <Approval of={of} />
              <Plan of={of} />
              <Waves of={of} />
              {of.fixedAt && <CampaignResultsSection id={of.id} />}
              {of.fixedAt && <CampaignMembers id={of.id} />}
            </>
          )}
        </Answered>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function Approval({ of }: { of: Campaign }) {
  const { t } = useWords()
  return (
    <Section title={t('campaign.approval')}>
      {of.cancelled && (
        <p role="status" className={classes.stopped}>
          <strong>{t('campaign.cancelled-by', { name: of.cancelled.by?.name ?? '–' })}</strong> {of.cancelled.reason}{' '}
          <Instant at={of.cancelled.at} />
        </p>
      )}
      <p>
        {t(of.state === 'approved' && of.fixedAt ? 'campaign.state.fixed.text' : `campaign.state.${of.state}.text`)}
      </p>
      <Facts
        of={[
          [t('campaign.made-by'), of.madeBy?.name],
          [t('campaign.approved-by'), of.approvedBy?.name],
          [t('campaign.fixed-at'), <Instant key="at" at={of.fixedAt} />],
        ]}
      />
      <ApprovalOf kind="campaign" id={of.id} />
      {of.state === 'draft' && <Submit of={of} />}
    </Section>
  )
}

/** To its maker, a draft offers to be changed and submitted. */
function Submit({ of }: { of: Campaign }) {
  const { t } = useWords()
  const { id } = useViewer()
  const send = useSend(campaigns.submit, { refresh: changedCampaigns })
  if (of.madeBy?.id !== id) return null
  return (
    <Allowed to={campaigns.submit}>
      <div className={classes.actions}>
        <Button
          loading={send.isPending}
          onClick={() =>
            // A refusal is told below.
            void send.mutateAsync({ params: { id: of.id }, version: of.version }).then(
              () => notify(t('campaign.submitted')),
              () => undefined,
            )
          }
        >
          {t('campaign.submit')}
        </Button>
        <Button variant="default" component={Link} to={`/campaigns/${of.id}/edit`}>
          {t('campaign.edit')}
        </Button>
      </div>
      {send.error && (
        <p role="alert" className={classes.problem}>
          <strong>{problemText(send.error).title}</strong>{' '}
          {refusedIn(send.error)
            .map(({ code }) => fieldText(code))
            .join(' ') || problemText(send.error).advice}
        </p>
      )}
    </Allowed>
  )
}

function Plan({ of }: { of: Campaign }) {
  const { t, locale } = useWords()
  const format = useFormat()
  const { reach, goal } = of
  const segment = ({ name, nameZh }: Campaign['segment']) =>
    (locale === 'zh-CN' ? nameZh : name) ?? t('campaign.segment.hidden')
  return (
    <Section title={t('campaign.plan')}>
      <Facts
        of={[
          [t('campaign.segment'), segment(of.segment)],
          [t('campaign.excluded'), of.excluded.map(segment).join(' · ') || '–'],
          [t('campaign.unit'), of.unit.name],
          [t('campaign.goal'), t('campaign.goal.in-days', { goal: t(`campaign.goal.${goal.kind}`), count: goal.days })],
          [
            t('campaign.amount'),
            goal.kind === 'net-inflow' ? <Money key="amount" value={goal.amount} currency="CNY" /> : '–',
          ],
          [
            t('campaign.days'),
            <span key="days">
              <Day on={of.startsOn} /> – <Day on={of.endsOn} />
            </span>,
          ],
          [t('campaign.audience'), format.count(reach.audience)],
          [t('campaign.left-out'), format.count(reach.excluded)],
          [
            t('campaign.held-out'),
            reach.heldOut === null
              ? `${of.holdoutPercent} %`
              : `${format.count(reach.heldOut)} (${of.holdoutPercent} %)`,
          ],
          [t(of.fixedAt ? 'campaign.members' : 'campaign.members.planned'), format.count(reach.members)],
          [t('campaign.cost'), <Money key="cost" value={reach.cost} currency="CNY" />],
          [t('campaign.budget'), <Money key="budget" value={of.budget} currency="CNY" />],
        ]}
      />
    </Section>
  )
}

function Waves({ of }: { of: Campaign }) {
  const { t, locale } = useWords()
  const nameOf = useNameOf()
  return (
    <Section title={t('campaign.waves')}>
      <ol className={classes.waves}>
        {of.waves.map((wave) => (
          <li key={wave.id}>
            <strong>{t(`campaign.channel.${wave.channel}`)}</strong> <Day on={wave.on} />{' '}
            <Money value={wave.contactCost} currency="CNY" /> {t('campaign.each')}
            <p>{wave.template ? nameOf(wave.template) : locale === 'zh-CN' ? wave.scriptZh : wave.script}</p>
          </li>
        ))}
      </ol>
    </Section>
  )
}

import { Button, Group } from '@mantine/core'
import { customerMerges } from '@rapport/contract/customer/customer-merges'
import { customers } from '@rapport/contract/customer/customers'
import { identifications } from '@rapport/contract/customer/identifications'
import { type Prospect, prospects } from '@rapport/contract/marketing/prospects'
import { type ReactNode, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { Allowed, useMay, useViewer } from '#api/viewer.tsx'
import { ContactPointsSection } from '#features/customer/contact-points/contact-points-section.tsx'
import { HandOver } from '#features/customer/customers/hand-over.tsx'
import { TimelineTab } from '#features/customer/timeline/timeline-tab.tsx'
import { ContactPermissionsSection } from '#features/service/contact-permissions/contact-permissions-section.tsx'
import { Day, Instant } from '#ui/day.tsx'
import { Money } from '#ui/money.tsx'
import { notify } from '#ui/notify.tsx'
import { Facts, Page, Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useNameOf } from '#words/name-of.ts'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { EditProspect } from './edit-prospect.tsx'
import { ConvertProspect, LoseProspect, MergeProspect, ReleaseProspect } from './prospect-dialogs.tsx'
import { ProspectState } from './prospect-state.tsx'
import { useInterests } from './prospect-words.ts'
import { changedProspects } from './refresh.ts'

type Fact = [label: string, value: ReactNode]
type Doing = 'merge' | 'edit' | 'lose' | 'release' | 'convert' | 'hand-over'

/** One prospect: where it stands, what is next, how to reach them, and all that happened. */
export function ProspectPage() {
  const { id = '' } = useParams()
  const { t } = useWords()
  const [doing, setDoing] = useState<Doing>()
  const answer = useAsk(prospects.open, { params: { id } })
  const found = answer.data
  const close = () => setDoing(undefined)
  return (
    <Page
      title={found?.name ?? t('prospect.title')}
      crumbs={[{ label: t('prospects.title'), to: '/prospects' }]}
      about={
        found && (
          <>
            <ProspectState of={found} /> <span className="figures">{found.customerNo}</span>
          </>
        )
      }
      actions={found && <Actions of={found} doing={setDoing} />}
    >
      <Answered answer={answer} lines={8}>
        {(prospect) => (
          <>
            <Section title={t('prospect.course')}>
              {doing === 'edit' ? <EditProspect of={prospect} done={close} /> : <Course of={prospect} />}
            </Section>
            <ContactPointsSection customerId={prospect.customerId} />
            <ContactPermissionsSection customerId={prospect.customerId} />
            <Section
              title={t('prospect.history')}
              actions={
                <Group gap="md">
                  <Link to={`/customers/${prospect.customerId}?tab=visits`}>{t('customer.tab.visits')}</Link>
                  <Link to={`/customers/${prospect.customerId}?tab=tasks`}>{t('customer.tab.tasks')}</Link>
                  <Link to={`/customers/${prospect.customerId}`}>{t('prospect.record')}</Link>
                </Group>
              }
            >
              <TimelineTab customerId={prospect.customerId} />
            </Section>
            {doing === 'lose' && <LoseProspect of={prospect} onClose={close} />}
            {doing === 'release' && <ReleaseProspect of={prospect} onClose={close} />}
            {doing === 'merge' && <MergeProspect of={prospect} onClose={close} />}
            {doing === 'convert' && <Convert of={prospect} onClose={close} />}
            {doing === 'hand-over' && <GiveOn of={prospect} onClose={close} />}
          </>
        )}
      </Answered>
    </Page>
  )
}

/** The customer is asked for its version and its documents only when they are needed. */
function Convert({ of, onClose }: { of: Prospect; onClose: () => void }) {
  const { data } = useAsk(identifications.list, { params: { id: of.customerId } })
  return data ? <ConvertProspect of={of} known={data.items.length > 0} onClose={onClose} /> : null
}

function GiveOn({ of, onClose }: { of: Prospect; onClose: () => void }) {
  const { data } = useAsk(customers.open, { params: { id: of.customerId } })
  return data ? <HandOver customer={data} onClose={onClose} /> : null
}

function Course({ of }: { of: Prospect }) {
  const { t } = useWords()
  const nameOf = useNameOf()
  const interestsOf = useInterests()
  return (
    <Facts
      of={[
        [
          t('prospect.next-step'),
          of.nextStep && (
            <>
              <Day on={of.nextStepOn} /> {of.nextStep}
            </>
          ),
        ],
        [t('prospect.channel'), nameOf(of.channel)],
        [t('prospect.interests'), interestsOf(of.interests)],
        [t('prospect.assets'), of.expectedAssets && <Money value={of.expectedAssets} currency="CNY" />],
        [t('prospect.owner'), of.owner?.name ?? t('prospect.pooled')],
        [t('prospect.unit'), of.unit.name],
        [t('prospect.followed'), of.followedOn && <Day on={of.followedOn} />],
        [t('prospect.created'), <Instant key="created" at={of.createdAt} />],
        [t('prospect.claimed-on'), of.claimedOn && <Day on={of.claimedOn} />],
        [t('prospect.protected'), of.protectedUntil && <Day on={of.protectedUntil} />],
        ...(of.recallOn ? [[t('prospect.recall'), <Day key="recall" on={of.recallOn} />] as Fact] : []),
        ...(of.lostReason
          ? ([
              [t('prospect.lost-reason'), t(`prospect-lost.${of.lostReason}`)],
              [t('prospect.note'), of.lostNote],
            ] as Fact[])
          : []),
        ...(of.closedAt ? [[t('prospect.closed'), <Instant key="closed" at={of.closedAt} />] as Fact] : []),
      ]}
    />
  )
}

function Actions({ of, doing }: { of: Prospect; doing: (what: Doing) => void }) {
  const { t } = useWords()
  const { id: viewerId } = useViewer()
  const navigate = useNavigate()
  const leads = useMay(customers.handOver)
  const reopen = useSend(prospects.reopen, { refresh: changedProspects })
  const runs = of.state !== 'converted' && of.state !== 'lost'
  if (of.state === 'converted')
    return (
      <Button component={Link} to={`/customers/${of.customerId}`}>
        {t('prospect.to-customer')}
      </Button>
    )
  if (!runs)
    return (
      <Allowed to={prospects.reopen}>
        <Button
          variant="default"
          loading={reopen.isPending}
          onClick={() =>
            void reopen.mutateAsync({ params: { id: of.id } }).then(
              (again) => navigate(`/prospects/${again.id}`),
              (error) => notify(problemText(error).title),
            )
          }
        >
          {t('prospect.reopen')}
        </Button>
      </Allowed>
    )
  return (
    <>
      {of.owner && (of.owner.id === viewerId || leads) && (
        <Button variant="subtle" color="gray" onClick={() => doing('release')}>
          {t('prospect.release')}
        </Button>
      )}
      <Allowed to={prospects.lose}>
        <Button variant="default" onClick={() => doing('lose')}>
          {t('prospect.lose')}
        </Button>
      </Allowed>
      {leads && (
        <Button variant="default" onClick={() => doing('hand-over')}>
          {t(of.owner ? 'customer.hand-over' : 'prospect.assign')}
        </Button>
      )}
      <Allowed to={customerMerges.merge}>
        <Button variant="default" onClick={() => doing('merge')}>
          {t('prospect.merge')}
        </Button>
      </Allowed>
      <Allowed to={prospects.edit}>
        <Button variant="default" onClick={() => doing('edit')}>
          {t('ui.edit')}
        </Button>
      </Allowed>
      <Allowed to={prospects.convert}>
        <Button onClick={() => doing('convert')}>{t('prospect.convert')}</Button>
      </Allowed>
    </>
  )
}

import { type Campaign, CampaignDraft, campaigns, type WaveDraft } from '@rapport/contract/marketing/campaigns'
import { useNavigate, useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Page } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { PlanFields, WaveFields } from './campaign-fields.tsx'
import { changedCampaigns } from './refresh.ts'

/** A new campaign, or a draft of one's own. */
export function EditCampaignPage() {
  const { t } = useWords()
  const nameOf = useNameOf()
  const { id } = useParams()
  const allowed = useMay(campaigns.draft)
  const answer = useAsk(campaigns.open, { params: { id: id ?? '' } }, { enabled: allowed && id !== undefined })
  const of = answer.data
  return (
    <Page
      title={t(id === undefined ? 'campaign.new' : 'campaign.edit')}
      crumbs={[
        { label: t('campaign.title'), to: '/campaigns' },
        ...(of ? [{ label: nameOf(of), to: `/campaigns/${of.id}` }] : []),
      ]}
      narrow
    >
      {!allowed && <NotAllowed />}
      {allowed && id === undefined && <NewCampaign />}
      {allowed && id !== undefined && (
        <Answered answer={answer} lines={12}>
          {(found) => <EditCampaign key={found.id} of={found} />}
        </Answered>
      )}
    </Page>
  )
}

function NewCampaign() {
  const { t } = useWords()
  const { today } = useViewer()
  const go = useNavigate()
  const send = useSend(campaigns.draft, { refresh: changedCampaigns })
  return (
    <Form
      of={CampaignDraft}
      from={{
        ...{ name: '', nameZh: '', goal: { kind: 'traded', days: 30 }, segmentId: '', excludedIds: [], budget: '' },
        ...{ holdoutPercent: 10, startsOn: today, endsOn: today },
        waves: [{ channel: 'call', day: 0, contactCost: '', script: '', scriptZh: '' }],
      }}
      send={t('campaign.keep-draft')}
      onCancel={() => void go('/campaigns')}
      onSend={async (body) => {
        const { id } = await send.mutateAsync({ body })
        void notify(t('campaign.drafted'))
        void go(`/campaigns/${id}`)
      }}
    >
      <PlanFields />
      <WaveFields />
    </Form>
  )
}

const waveOf = ({ channel, day, contactCost, template, script, scriptZh }: Campaign['waves'][number]): WaveDraft =>
  channel === 'call'
    ? { channel, day, contactCost, script: script!, scriptZh: scriptZh! }
    : { channel, day, contactCost, templateId: template!.id }

function EditCampaign({ of }: { of: Campaign }) {
  const { t } = useWords()
  const go = useNavigate()
  const send = useSend(campaigns.edit, { refresh: changedCampaigns })
  const { name, nameZh, goal, holdoutPercent, budget, startsOn, endsOn } = of
  return (
    <Form
      of={CampaignDraft}
      from={{
        ...{ name, nameZh, goal, segmentId: of.segment.id, excludedIds: of.excluded.map(({ id }) => id) },
        ...{ holdoutPercent, budget, startsOn, endsOn, waves: of.waves.map(waveOf) },
      }}
      send={t('campaign.keep-draft')}
      onCancel={() => void go(`/campaigns/${of.id}`)}
      onSend={async (body) => {
        await send.mutateAsync({ params: { id: of.id }, version: of.version, body })
        void notify(t('campaign.drafted'))
        void go(`/campaigns/${of.id}`)
      }}
    >
      <PlanFields />
      <WaveFields />
    </Form>
  )
}

import { approvals } from '@rapport/contract/administration/approvals'
import { segments } from '@rapport/contract/analytics/segments'
import { type CampaignResults, campaignResults } from '@rapport/contract/marketing/campaign-results'
import { type Campaign, campaigns } from '@rapport/contract/marketing/campaigns'
import { messageTemplates } from '@rapport/contract/service/message-templates'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { answering, Refuse } from '#testing/answering.ts'
import { aViewer, idOf, show } from '#testing/show.tsx'
import { CampaignPage } from './campaign-page.tsx'
import { EditCampaignPage } from './edit-campaign-page.tsx'

const maker = aViewer({
  permissions: ['campaign.read', 'campaign.plan', 'campaign.stop', 'segment.build', 'message.read'],
})
const campaign: Campaign = {
  ...{
    id: idOf(1),
    version: 3,
    name: 'Year end',
    nameZh: '年末',
    state: 'draft',
    unit: { id: idOf(7), name: 'Branch' },
  },
  ...{ goal: { kind: 'net-inflow', days: 30, amount: '50000' }, channels: ['call'], budget: '1000.00', members: null },
  ...{ startsOn: '2099-01-01', endsOn: '2099-01-31', madeBy: { id: maker.id, name: 'Maker' }, holdoutPercent: 10 },
  segment: { id: idOf(20), name: 'Idle cash', nameZh: '闲置资金' },
  excluded: [{ id: idOf(21), name: null, nameZh: null }],
  waves: [
    {
      ...{ id: idOf(30), channel: 'call', day: 2, on: '2099-01-03', template: null, script: 'Ask', scriptZh: '询问' },
      contactCost: '5.00',
    },
  ],
  reach: { audience: 100, excluded: 4, heldOut: null, members: 90, cost: '450.00' },
  ...{ madeAt: '2026-11-20T00:00:00.000Z', approvedBy: null, approvedAt: null, fixedAt: null, cancelled: null },
}
beforeEach(() => {
  answering(approvals.list, () => ({ items: [], total: 0, next: null }))
  answering(segments.list, () => ({ items: [] }))
  answering(messageTemplates.list, () => ({ items: [] }))
  answering(campaigns.open, () => campaign)
})
const page = { path: '/campaigns/:id', at: `/campaigns/${idOf(1)}`, viewer: maker }

test('a draft shows whom it is for and what it costs, and says why it is not taken', async () => {
  const sent = answering(campaigns.submit, () => {
    throw new Refuse(422, 'invalid', { errors: [{ field: 'budget', code: 'campaign.over-budget' }] })
  })
  show(<CampaignPage />, page)
  const plan = await screen.findByRole('region', { name: 'Plan' })
  expect(within(plan).getByText('Net inflow within 30 days')).toBeTruthy()
  expect(within(plan).getByText('A segment that is not shared with you')).toBeTruthy()
  expect(within(plan).getByText('Members as of now')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Submit for approval' }))
  await screen.findByText(/The planned cost is above the budget/)
  expect(sent).toHaveLength(1)
})

test('a draft of somebody else is not submitted', async () => {
  answering(campaigns.open, (): Campaign => ({ ...campaign, madeBy: { id: idOf(99), name: 'Other' } }))
  show(<CampaignPage />, page)
  await screen.findByRole('region', { name: 'Plan' })
  expect(screen.queryByRole('button', { name: 'Submit for approval' })).toBeNull()
  expect(screen.getByRole('button', { name: 'Cancel campaign' })).toBeTruthy()
})

test('members are shown when they are fixed, with whom nothing is done', async () => {
  const at = '2026-11-20T00:00:00.000Z'
  answering(
    campaigns.open,
    (): Campaign => ({ ...campaign, state: 'approved', members: 1, approvedAt: at, fixedAt: at }),
  )
  const customer = { id: idOf(40), name: '王小明', customerNo: 'C1' }
  answering(campaigns.members, () => ({
    items: [
      {
        customer,
        unit: { id: idOf(7), name: 'Branch' },
        owner: null,
        heldOut: true,
        state: 'held-out' as const,
        reason: null,
        met: null,
      },
    ],
    total: 1,
    next: null,
  }))
  answering(campaignResults.open, () => ({
    ...{
      window: null,
      judgedThrough: null,
      treated: 1,
      waiting: 1,
      funnel: [],
      overall: null,
      suppressed: [],
      waves: [],
    },
    uplift: {
      ...{ treated: 1, treatedMet: 0, heldOut: 1, heldOutMet: 0, treatedRate: 0, heldOutRate: 0 },
      ...{ difference: 0, low: -79.3, high: 79.3, extra: 0, z: null },
    },
    cost: { contacts: '0.00', entered: '0.00', total: '0.00', budget: '1000.00' },
    ...{ costs: [], gain: '0.00', extraGain: null, roi: null },
  }))
  show(<CampaignPage />, page)
  const members = await screen.findByRole('region', { name: 'Members' })
  await within(members).findAllByText('王小明')
  expect(within(members).getAllByText('Held out').length).toBeGreaterThan(0)
  expect(screen.getByText('Approved. Who takes part and who is held out is fixed.')).toBeTruthy()
})

test('an edit begins with the plan as it is and sends only what its channel and goal have', async () => {
  const sent = answering(campaigns.edit, () => campaign)
  show(<EditCampaignPage />, { ...page, path: '/campaigns/:id/edit', at: `/campaigns/${idOf(1)}/edit` })
  fireEvent.change(await screen.findByRole('textbox', { name: /Budget/ }), { target: { value: '2000' } })
  fireEvent.click(screen.getByRole('button', { name: 'Save draft' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]!.body).toEqual({
    ...{ name: 'Year end', nameZh: '年末', goal: campaign.goal, segmentId: idOf(20), excludedIds: [idOf(21)] },
    ...{ holdoutPercent: 10, budget: '2000', startsOn: '2099-01-01', endsOn: '2099-01-31' },
    waves: [{ channel: 'call', day: 2, contactCost: '5.00', script: 'Ask', scriptZh: '询问' }],
  })
})

test('a goal without an amount sends none', async () => {
  const sent = answering(campaigns.edit, () => campaign)
  show(<EditCampaignPage />, { ...page, path: '/campaigns/:id/edit', at: `/campaigns/${idOf(1)}/edit` })
  fireEvent.click(await screen.findByRole('combobox', { name: /Converted by/ }))
  fireEvent.click(await screen.findByRole('option', { name: 'A trade', hidden: true }))
  await waitFor(() => expect(screen.queryByRole('textbox', { name: /Net inflow/ })).toBeNull())
  fireEvent.click(screen.getByRole('button', { name: 'Save draft' }))
  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]!.body).toMatchObject({ goal: { kind: 'traded', days: 30 } })
})

const results: CampaignResults = {
  ...{ window: { from: '2026-11-01', to: '2026-12-01' }, judgedThrough: '2026-11-19', treated: 40, waiting: 2 },
  funnel: [
    { stage: 'sent', count: 36, rate: 90 },
    { stage: 'delivered', count: 30, rate: 83.33 },
    { stage: 'reached', count: 12, rate: 40 },
    { stage: 'interested', count: 6, rate: 50 },
    { stage: 'converted', count: 3, rate: 50 },
  ],
  ...{ overall: 8.333, suppressed: [{ reason: 'EXCLUDED', count: 2 }] },
  waves: [
    {
      ...{
        id: idOf(30),
        channel: 'call',
        on: '2026-11-03',
        leftAt: null,
        waiting: 2,
        sent: 36,
        delivered: 30,
        reached: 12,
      },
      ...{ interested: 6, suppressed: 2, cost: '180.00' },
    },
  ],
  uplift: {
    ...{ treated: 40, treatedMet: 4, heldOut: 40, heldOutMet: 1, treatedRate: 10, heldOutRate: 2.5, difference: 7.5 },
    ...{ low: -4.2, high: 20.1, extra: 3, z: 1.38 },
  },
  cost: { contacts: '180.00', entered: '20.00', total: '200.00', budget: '1000.00' },
  costs: [{ id: idOf(60), on: '2026-11-02', what: 'Letters', amount: '20.00', by: { id: idOf(1), name: 'Maker' } }],
  ...{ gain: '500.00', extraGain: null, roi: 150 },
}

test('results: each stage leads to its customers, the uplift has its interval, costs are entered and struck out', async () => {
  const at = '2026-11-20T00:00:00.000Z'
  answering(
    campaigns.open,
    (): Campaign => ({ ...campaign, state: 'running', members: 80, approvedAt: at, fixedAt: at }),
  )
  answering(campaigns.members, () => ({ items: [], total: 0, next: null }))
  answering(campaignResults.open, () => results)
  const added = answering(campaignResults.addCost, () => results)
  const struck = answering(campaignResults.removeCost, () => results)
  const { router } = show(<CampaignPage />, page)
  const funnel = within(await screen.findByRole('table', { name: 'Funnel' }))
  const link = funnel.getByRole('link', { name: 'Interested' })
  expect(new URL(link.getAttribute('href')!, 'http://x').searchParams.get('state')).toBe('interested,converted')
  expect(screen.getByText('+7.5 (-4.2 – +20.1) · z = 1.38')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Strike out: Letters' }))
  await waitFor(() => expect(struck).toHaveLength(1))
  fireEvent.click(screen.getByRole('button', { name: 'Enter a cost' }))
  fireEvent.change(await screen.findByRole('textbox', { name: /What for/ }), { target: { value: 'Hall' } })
  fireEvent.change(screen.getByRole('textbox', { name: /Amount/ }), { target: { value: '300.50' } })
  fireEvent.click(screen.getByRole('button', { name: 'Enter a cost' }))
  await waitFor(() => expect(added[0]?.body).toMatchObject({ what: 'Hall', amount: '300.50' }))
  fireEvent.click(link)
  await waitFor(() => expect(router.state.location.search).toContain('state=interested'))
})

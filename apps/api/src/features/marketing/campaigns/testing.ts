import { approvals } from '@rapport/contract/administration/approvals'
import { segments } from '@rapport/contract/analytics/segments'
import { campaignResults } from '@rapport/contract/marketing/campaign-results'
import { type CampaignDraft, campaigns } from '@rapport/contract/marketing/campaigns'
import { type MessageTemplateDraft, messageTemplates } from '@rapport/contract/service/message-templates'
import { asViewer, type Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { makeFirm } from '#features/customer/testing.ts'
import { welcome } from '#features/service/messages/testing.ts'
import { viewerById } from '#http/session.ts'
import { type Client, startApi } from '#http/testing.ts'
import { runCampaigns } from '#jobs/run-campaigns.job.ts'

/** Ten in the morning of the first day of campaigns that run, a Tuesday. */
export const firstDay = new Date('2026-12-01T02:00:00Z')

/** Campaigns that were approved, and what comes of them. */
export async function startRuns() {
  const here = await startCampaigns()
  const planned = here.clock.at
  return {
    ...here,
    async people(count: number) {
      const ids: string[] = []
      while (ids.length < count) ids.push((await here.customerOf(here.am)).id)
      return ids
    },
    /** A campaign for these customers that was approved, and its members fixed; the clock stands on its first day. */
    async approved(ids: readonly string[], over: Partial<CampaignDraft> = {}) {
      here.clock.at = planned
      const { id } = await here.submit(here.draftOf(await here.segment(ids), over))
      await here.decide(id, 'approved')
      await here.run()
      here.clock.at = firstDay
      return id
    },
    /** The members that a branch manager sees, each with how far they are, or why not. */
    async membersOf(id: string) {
      const { items } = await here.bm.call(campaigns.members, { params: { id } })
      return Object.fromEntries(items.map(({ customer, state, reason }) => [customer.id, reason ?? state]))
    },
    results: (id: string) => here.bm.call(campaignResults.open, { params: { id } }),
  }
}

/** A branch with a second manager, on Friday, 20 November 2026, and what a campaign needs. */
export async function startCampaigns() {
  const clock = { at: new Date('2026-11-20T04:00:00Z') }
  const api = await startApi({ now: () => clock.at })
  const firm = await makeFirm(api)
  const bm2 = await api.signIn('branch-manager', firm.branch)
  let templates = 0
  const call = { channel: 'call', day: 0, script: 'Ask', scriptZh: '询问', contactCost: '5' } as const
  return {
    api,
    ...firm,
    bm2,
    clock,
    call,
    run: () => runCampaigns(api.product),
    /** A segment of everybody's with these customers in it; `judged` says whether it is known who is in it. */
    async segment(customers: readonly string[], { judged = true, maker = firm.ho } = {}) {
      const condition = { is: 'known', field: 'openedOn' } as const
      const { id } = await maker.call(segments.create, { body: { name: newId(), condition, shared: 'firm' } })
      await api.make(async (db) => {
        await db.segmentMembership.createMany({
          data: customers.map((customerId) => ({ segmentId: id, customerId, enteredOn: new Date('2026-11-01') })),
        })
        if (judged) await db.rows('', 'update segments set judged_version = condition_version where id = $1', [id])
      })
      return id
    },
    draftOf: (segmentId: string, over: Partial<CampaignDraft> = {}): CampaignDraft => ({
      ...{ name: 'Year end', nameZh: '年末活动', goal: { kind: 'traded', days: 30 }, segmentId, excludedIds: [] },
      ...{ holdoutPercent: 0, budget: '100000', startsOn: '2026-12-01', endsOn: '2026-12-31', waves: [call] },
      ...over,
    }),
    /** Words that head office wrote and approved by a second person. */
    async template(over: Partial<MessageTemplateDraft> = {}) {
      const plain = { class: 'MARKETING', body: 'Hello, {salutation}', bodyZh: '{salutation}，您好' } as const
      const body = { ...welcome, ...plain, code: `campaign-${templates++}`, ...over } as MessageTemplateDraft
      const { id } = await firm.ho.call(messageTemplates.draft, { body })
      await firm.co.call(messageTemplates.approve, { params: { id } })
      return id
    },
    /** Does something in the database as this person. */
    asPerson: async <T>(who: Client, does: (db: Db) => Promise<T>) =>
      asViewer(api.product.connections, (await viewerById(api.product, who.userId))!, { readOnly: false }, does),
    open: (id: string, who: Client = firm.bm) => who.call(campaigns.open, { params: { id } }),
    async submit(draft: CampaignDraft, who: Client = firm.bm) {
      const { id, version } = await who.call(campaigns.draft, { body: draft })
      return who.call(campaigns.submit, { params: { id }, version })
    },
    async decide(subject: string, verdict: 'approved' | 'rejected' | 'returned', who: Client = bm2) {
      const { items } = await who.call(approvals.list, { query: { view: 'all', subject, limit: '1' } })
      const { id, version } = items[0]!
      await who.call(approvals.decide, { params: { id }, version, body: { verdict, note: 'seen' } })
      return who.call(campaigns.open, { params: { id: subject } })
    },
  }
}

import { campaigns } from '@rapport/contract/marketing/campaigns'
import { doing } from '#features/administration/approvals/approval-subject.ts'
import { route } from '#http/serve.ts'
import { listMembers } from './campaign-members.ts'
import { listCampaigns, openCampaign } from './campaign-rows.ts'
import { cancelCampaign, draftCampaign, editCampaign, submitCampaign } from './plan-campaign.ts'

export const campaignsRoutes = [
  route(campaigns.list, ({ db, query }) => listCampaigns(db, query)),
  route(campaigns.open, ({ db, params }) => openCampaign(db, params.id)),
  route(campaigns.draft, (ask) => draftCampaign(doing(ask), ask.body)),
  route(campaigns.edit, (ask) => editCampaign(doing(ask), ask.params.id, ask.version, ask.body)),
  route(campaigns.submit, (ask) => submitCampaign(doing(ask), ask.params.id, ask.version)),
  route(campaigns.cancel, (ask) => cancelCampaign(doing(ask), ask.params.id, ask.version, ask.body.reason)),
  route(campaigns.members, ({ db, params, query }) => listMembers(db, params.id, query)),
]

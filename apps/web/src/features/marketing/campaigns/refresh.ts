import { approvals } from '@rapport/contract/administration/approvals'
import { campaignResults } from '@rapport/contract/marketing/campaign-results'
import { campaigns } from '@rapport/contract/marketing/campaigns'

/** What shows something else after a campaign changed. */
export const changedCampaigns = [
  campaigns.list,
  campaigns.open,
  campaigns.members,
  campaignResults.open,
  approvals.list,
]

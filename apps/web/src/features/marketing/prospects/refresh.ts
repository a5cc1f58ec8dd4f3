import { customers } from '@rapport/contract/customer/customers'
import { timeline } from '@rapport/contract/customer/timeline'
import { prospectChannels, prospects } from '@rapport/contract/marketing/prospects'

/** What is asked again when a prospect has left the reader’s sight. */
export const leftProspects = [prospects.list, prospects.pool, prospectChannels.list, customers.list]

/** What is asked again when a prospect has changed. */
export const changedProspects = [
  prospects.list,
  prospects.open,
  prospects.pool,
  prospectChannels.list,
  customers.open,
  customers.list,
  timeline.list,
]

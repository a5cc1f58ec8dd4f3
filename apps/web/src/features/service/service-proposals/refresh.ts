import { timeline } from '@rapport/contract/customer/timeline'
import { careVisits } from '@rapport/contract/service/care-visits'
import { serviceProposals } from '@rapport/contract/service/service-proposals'

/** What is asked again when a proposal was answered. */
export const answeredProposals = [serviceProposals.list, careVisits.list, timeline.list]

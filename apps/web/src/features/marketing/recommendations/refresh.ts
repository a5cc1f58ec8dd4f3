import { suitabilityChecks } from '@rapport/contract/customer/suitability-checks'
import { timeline } from '@rapport/contract/customer/timeline'
import { recommendations } from '@rapport/contract/marketing/recommendations'
import { messages } from '@rapport/contract/service/messages'

/** What is asked again when a product was recommended or a customer answered. */
export const changedRecommendations = [recommendations.made, suitabilityChecks.list, messages.list, timeline.list]

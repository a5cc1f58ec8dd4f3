import { suitabilityChecks } from '@rapport/contract/customer/suitability-checks'

/** What shows checks, to be asked again when one was made or something was done about it. */
export const changedChecks = [suitabilityChecks.list, suitabilityChecks.ofProduct, suitabilityChecks.open]

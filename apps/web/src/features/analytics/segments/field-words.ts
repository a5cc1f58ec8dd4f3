import type { CustomerField } from '@rapport/contract/analytics/customer-fields'
import { wordsFor } from '#words/words.ts'

/** Under which words the values of a closed list stand. */
const books: Partial<Record<CustomerField, string>> = {
  kind: 'kind',
  lifecycle: 'lifecycle',
  level: 'level',
  riskLevel: 'risk',
  investorClass: 'investor-class',
  accountKind: 'account-kind',
  visitOutcome12m: 'outcome',
  tier: 'tier',
}
export const valueWord = (field: CustomerField, value: string) => wordsFor(`${books[field]}.${value}`) ?? value

/** Names of what a condition names by its id: units, people, securities. */
export type Names = Readonly<Record<string, string>>

import { customerValuesEn } from '@rapport/contract/words/customer-values.en'
/** The closed lists that the customer list shows, as people say them: `<list>.<value>`. */
export const vocabularyEn = {
  ...customerValuesEn,
  'basis.assessed': 'assessed',
  'basis.predicted': 'predicted',
  'basis.unavailable': 'not available',
}

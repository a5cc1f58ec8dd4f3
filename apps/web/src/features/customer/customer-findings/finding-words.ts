import type { CustomerFinding } from '@rapport/contract/customer/customer-findings'
import { useWords } from '#words/words.ts'

type Found = Pick<CustomerFinding, 'kind' | 'code' | 'certain' | 'signs'>

/** What is wrong, in the reader's words: of a pair by what the two are alike. */
export function useFindingWords() {
  const { t } = useWords()
  return {
    titleOf: ({ kind, code, certain }: Omit<Found, 'signs'>) =>
      kind === 'duplicate' ? t(certain ? 'finding.certain' : 'finding.likely') : t(`finding.${code}`),
    signsOf: ({ signs }: Pick<Found, 'signs'>) => signs.map((sign) => t(`finding.sign.${sign}`)).join(t('finding.and')),
  }
}

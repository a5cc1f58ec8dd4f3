import type { Reconciliation } from '@rapport/contract/administration/quality'
import { wordsFor } from '#words/words.ts'

/** What was held against what; a subject is a currency, an item, or one of a few countings. */
export const reconciledWhat = ({ kind, subject }: Pick<Reconciliation, 'kind' | 'subject'>) => ({
  kind: wordsFor(`reconciliation.kind.${kind}`) ?? kind,
  subject: wordsFor(`reconciliation.subject.${subject.replaceAll(' ', '-')}`) ?? subject,
})

import { approvals } from '@rapport/contract/administration/approvals'
import { useParams } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { Page } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { ApprovalDetails } from './approval-details.tsx'
import { useApprovalWords } from './approval-words.ts'

/** One approval as a page: for what somebody was told, a copied link, a phone. */
export function ApprovalPage() {
  const { t } = useWords()
  const { titleOf } = useApprovalWords()
  const { id = '' } = useParams()
  const allowed = useMay(approvals.open)
  const answer = useAsk(approvals.open, { params: { id } }, { enabled: allowed })
  const one = answer.data
  return (
    <Page
      narrow
      title={one ? titleOf(one) : t('approvals.title')}
      about={one && t('approval.number', { number: one.number })}
      crumbs={[{ label: t('approvals.title'), to: '/approvals' }]}
    >
      {allowed ? <Answered answer={answer}>{(found) => <ApprovalDetails of={found} />}</Answered> : <NotAllowed />}
    </Page>
  )
}

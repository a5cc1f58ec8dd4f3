import { careVisits } from '@rapport/contract/service/care-visits'
import { useParams } from 'react-router'
import { useAsk } from '#api/query.ts'
import { Page } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { VisitDetails } from './visit-details.tsx'

/** One visit as a page: for a copied link, a new tab, a phone. */
export function VisitPage() {
  const { t } = useWords()
  const { id = '' } = useParams()
  const answer = useAsk(careVisits.open, { params: { id } })
  const title = answer.data ? t('care-visit.title', { name: answer.data.customer.name }) : t('care-visits.title')
  return (
    <Page narrow title={title} crumbs={[{ label: t('care-visits.title'), to: '/care-visits' }]}>
      <Answered answer={answer}>{(visit) => <VisitDetails visit={visit} />}</Answered>
    </Page>
  )
}

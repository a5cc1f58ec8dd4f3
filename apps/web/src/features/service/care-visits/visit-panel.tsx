import { careVisits } from '@rapport/contract/service/care-visits'
import { useAsk } from '#api/query.ts'
import { SidePanel } from '#ui/side-panel.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { VisitDetails } from './visit-details.tsx'

interface Props {
  id: string
  onClose: () => void
  onNext?: (() => void) | undefined
  onPrevious?: (() => void) | undefined
}

/** A visit beside the list. */
export function VisitPanel({ id, ...moves }: Props) {
  const { t } = useWords()
  const answer = useAsk(careVisits.open, { params: { id } })
  const title = answer.data ? t('care-visit.title', { name: answer.data.customer.name }) : t('care-visits.title')
  return (
    <SidePanel title={title} href={`/care-visits/${id}`} {...moves}>
      <Answered answer={answer}>{(visit) => <VisitDetails visit={visit} />}</Answered>
    </SidePanel>
  )
}

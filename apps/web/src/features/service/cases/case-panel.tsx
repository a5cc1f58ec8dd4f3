import { cases } from '@rapport/contract/service/cases'
import { useAsk } from '#api/query.ts'
import { SidePanel } from '#ui/side-panel.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { CaseDetails } from './case-details.tsx'

interface Props {
  id: string
  onClose: () => void
  onNext?: (() => void) | undefined
  onPrevious?: (() => void) | undefined
}

/** A case beside the list. */
export function CasePanel({ id, ...moves }: Props) {
  const { t } = useWords()
  const answer = useAsk(cases.open, { params: { id } })
  return (
    <SidePanel wide title={answer.data?.title ?? t('case.title')} href={`/cases/${id}`} {...moves}>
      <Answered answer={answer}>{(one) => <CaseDetails of={one} />}</Answered>
    </SidePanel>
  )
}

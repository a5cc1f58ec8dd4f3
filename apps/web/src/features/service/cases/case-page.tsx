import { cases } from '@rapport/contract/service/cases'
import { useParams } from 'react-router'
import { useAsk } from '#api/query.ts'
import { Page } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { CaseDetails } from './case-details.tsx'

/** One case as a page: for a task that leads here, a copied link, a phone. */
export function CasePage() {
  const { t } = useWords()
  const { id = '' } = useParams()
  const answer = useAsk(cases.open, { params: { id } })
  return (
    <Page narrow title={answer.data?.title ?? t('case.title')} crumbs={[{ label: t('cases.title'), to: '/cases' }]}>
      <Answered answer={answer} lines={8}>
        {(one) => <CaseDetails of={one} />}
      </Answered>
    </Page>
  )
}

import { notices } from '@rapport/contract/administration/notices'
import { useParams } from 'react-router'
import { useAsk } from '#api/query.ts'
import { Page } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { NoticeDetails } from './notice-details.tsx'

/** One notice as a page: for a copied link, a new tab, a phone. */
export function NoticePage() {
  const { t } = useWords()
  const { id = '' } = useParams()
  const answer = useAsk(notices.open, { params: { id } })
  return (
    <Page
      narrow
      title={answer.data?.title ?? t('notices.title')}
      crumbs={[{ label: t('notices.title'), to: '/notices' }]}
    >
      <Answered answer={answer}>{(notice) => <NoticeDetails notice={notice} />}</Answered>
    </Page>
  )
}

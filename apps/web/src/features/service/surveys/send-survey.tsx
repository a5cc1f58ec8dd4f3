import type { Survey } from '@rapport/contract/service/survey-shapes'
import { useWords } from '#words/words.ts'
import { AskAfterContacts } from './ask-after-contacts.tsx'
import { LinkByHand } from './link-by-hand.tsx'
import { LoadAnswers } from './load-answers.tsx'
import { SendToSegment } from './send-to-segment.tsx'
import { SendingList } from './sending-list.tsx'

/** The ways to customers: a sample of a segment, after contacts, a link by hand; and answers that came another way. */
export function SendSurvey({ survey }: { survey: Survey }) {
  const { t } = useWords()
  if (survey.state !== 'live') return <p>{t(`survey.send.${survey.state}`)}</p>
  return (
    <>
      <SendToSegment survey={survey} />
      <SendingList survey={survey} />
      <AskAfterContacts survey={survey} />
      <LinkByHand survey={survey} />
      <LoadAnswers survey={survey} />
    </>
  )
}

import { callBacks, type OpenCallBack } from '@rapport/contract/service/call-backs'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { CallBackMark } from './call-back-mark.tsx'
import { CertifyCallBack } from './certify-call-back.tsx'
import { RecordCallBack } from './record-call-back.tsx'

/** On the page of its task: what is asked and was answered, and what may be done. Nothing for the customer's own manager. */
export function CallBackOfTask({ id, barred }: { id: string; barred: boolean }) {
  const { t } = useWords()
  const shown = useMay(callBacks.open) && !barred
  const answer = useAsk(callBacks.open, { params: { id } }, { enabled: shown })
  if (!shown) return <p>{t('call-back.hidden')}</p>
  return <Answered answer={answer}>{(callBack) => <Shown of={callBack} />}</Answered>
}

function Shown({ of: one }: { of: OpenCallBack }) {
  const { t, locale } = useWords()
  const chinese = locale === 'zh-CN'
  const mayDo = useMay(callBacks.record) && one.mine && one.doneAt === null
  const mayCertify = useMay(callBacks.certify) && one.doneAt !== null && one.verdict === null
  return (
    <Section title={t('call-back.script', { version: one.script.version })} actions={<CallBackMark of={one} />}>
      <p>{chinese ? one.script.openingZh : one.script.opening}</p>
      {mayDo ? (
        <RecordCallBack of={one} />
      ) : (
        <ol>
          {one.script.questions.map(({ code, text, textZh, answers }) => {
            const said = one.answers.find(({ question }) => question === code)
            const answer = answers.find((each) => each.code === said?.answer)
            return (
              <li key={code}>
                {chinese ? textZh : text} <strong>{answer && (chinese ? answer.textZh : answer.text)}</strong>{' '}
                {said?.note}
              </li>
            )
          })}
        </ol>
      )}
      {one.suspicion && <p>{`${t('call-back.suspicion')}: ${one.suspicion}`}</p>}
      {one.note && <p>{one.note}</p>}
      {one.recordingUrl && (
        <p>
          <a href={one.recordingUrl} target="_blank" rel="noreferrer">
            {t('call-back.listen')}
          </a>
        </p>
      )}
      {one.verdict && (
        <p>{[t(`call-back-verdict.${one.verdict}`), one.certifiedBy, one.verdictNote].filter(Boolean).join(' · ')}</p>
      )}
      {mayCertify && <CertifyCallBack id={one.id} />}
    </Section>
  )
}

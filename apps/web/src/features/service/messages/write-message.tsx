import { useDebouncedValue } from '@mantine/hooks'
import { messages } from '@rapport/contract/service/messages'
import { useQuery } from '@tanstack/react-query'
import { call } from '#api/call.ts'
import { keyOf, useSend } from '#api/query.ts'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { type ChosenWords, useChosenWords } from './message-words.tsx'
import classes from './messages.module.css'
import { changedMessages } from './refresh.ts'
import { WordsForm } from './words-form.tsx'

/** Writes to one customer: which words, how they will read, and whether they would be sent now. */
export function WriteMessage({ customerId, done }: { customerId: string; done: () => void }) {
  const { t } = useWords()
  const chosen = useChosenWords()
  const send = useSend(messages.send, { refresh: changedMessages })
  const { words } = chosen
  return (
    <WordsForm
      title={t('message.write')}
      of={chosen}
      ready
      act={t('message.send')}
      sending={send}
      onSend={async () => {
        if (!words) return
        await send.mutateAsync({ params: { id: customerId }, body: words })
        void notify(t('message.written'))
        done()
      }}
      onCancel={done}
    >
      {words && <Preview customerId={customerId} words={words} />}
    </WordsForm>
  )
}

function Preview({ customerId, words }: { customerId: string; words: ChosenWords }) {
  const { t } = useWords()
  const format = useFormat()
  const [settled] = useDebouncedValue(words, 300, { leading: true })
  const { data, error } = useQuery({
    queryKey: [...keyOf(messages.preview), customerId, JSON.stringify(settled)],
    queryFn: () => call(messages.preview, { params: { id: customerId }, body: settled }),
    placeholderData: (before) => before,
    staleTime: 0,
  })
  if (error)
    return (
      <p role="alert" className={classes.problem}>
        {problemText(error).title}
      </p>
    )
  if (!data) return null
  const { verdict } = data
  const said =
    verdict.is === 'send'
      ? t('message.verdict.send', { to: data.to ?? '–' })
      : verdict.is === 'wait'
        ? t('message.verdict.wait', { until: format.instant(verdict.until) })
        : t('message.verdict.suppress', { reason: t(`message-reason.${verdict.reason}`) })
  return (
    <>
      <div className={classes.words}>
        {data.subject && <strong>{data.subject}</strong>}
        <div>{data.body}</div>
      </div>
      <p className={verdict.is === 'suppress' ? classes.problem : classes.verdict} role="status">
        {said}
      </p>
    </>
  )
}

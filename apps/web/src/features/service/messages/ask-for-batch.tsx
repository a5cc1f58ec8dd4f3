import { Select } from '@mantine/core'
import { segments } from '@rapport/contract/analytics/segments'
import { messageBatches } from '@rapport/contract/service/messages'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { useChosenWords } from './message-words.tsx'
import classes from './messages.module.css'
import { changedMessages } from './refresh.ts'
import { WordsForm } from './words-form.tsx'

/** Asks for a message to everybody in a segment; a second person lets it go. */
export function AskForBatch({ done }: { done: () => void }) {
  const { t } = useWords()
  const [segmentId, setSegmentId] = useState<string | null>(null)
  const answer = useAsk(segments.list, {}, { enabled: useMay(segments.list) })
  const chosen = useChosenWords()
  const send = useSend(messageBatches.ask, { refresh: changedMessages })
  return (
    <WordsForm
      title={t('message-batch.new')}
      of={chosen}
      first={
        <Select
          label={t('message-batch.segment')}
          withAsterisk
          searchable
          data={(answer.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={segmentId}
          onChange={setSegmentId}
        />
      }
      ready={segmentId !== null}
      act={t('message-batch.ask')}
      sending={send}
      onSend={async () => {
        if (!chosen.words || !segmentId) return
        const { customers } = await send.mutateAsync({ body: { segmentId, ...chosen.words } })
        void notify(t('message-batch.asked', { count: customers }))
        done()
      }}
      onCancel={done}
    >
      <p className={classes.verdict}>{t('message-batch.second')}</p>
    </WordsForm>
  )
}

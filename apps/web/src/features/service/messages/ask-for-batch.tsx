import { Button, Select } from '@mantine/core'
import { segments } from '@rapport/contract/analytics/segments'
import { messageBatches } from '@rapport/contract/service/messages'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { useChosenWords, WordsFields } from './message-words.tsx'
import classes from './messages.module.css'
import { changedMessages } from './refresh.ts'

/** Asks for a message to everybody in a segment; a second person lets it go. */
export function AskForBatch({ done }: { done: () => void }) {
  const { t } = useWords()
  const [segmentId, setSegmentId] = useState<string | null>(null)
  const answer = useAsk(segments.list, {}, { enabled: useMay(segments.list) })
  const chosen = useChosenWords()
  const send = useSend(messageBatches.ask, { refresh: changedMessages })
  const { words, whole } = chosen
  return (
    <Section title={t('message-batch.new')}>
      <form
        className={classes.form}
        onSubmit={async (event) => {
          event.preventDefault()
          if (!words || !segmentId) return
          try {
            const { customers } = await send.mutateAsync({ body: { segmentId, ...words } })
            void notify(t('message-batch.asked', { count: customers }))
            done()
          } catch {
            // What was refused stands below the form.
          }
        }}
      >
        <Select
          label={t('message-batch.segment')}
          withAsterisk
          searchable
          data={(answer.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={segmentId}
          onChange={setSegmentId}
        />
        <WordsFields of={chosen} />
        {send.error && (
          <p role="alert" className={classes.problem}>
            {problemText(send.error).title} {problemText(send.error).advice}
          </p>
        )}
        <p className={classes.verdict}>{t('message-batch.second')}</p>
        <div className={classes.actions}>
          <Button type="submit" disabled={!words || !whole || !segmentId} loading={send.isPending}>
            {t('message-batch.ask')}
          </Button>
          <Button variant="default" onClick={done}>
            {t('ui.cancel')}
          </Button>
        </div>
      </form>
    </Section>
  )
}

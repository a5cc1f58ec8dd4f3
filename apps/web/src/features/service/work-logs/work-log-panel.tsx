import { workLogs } from '@rapport/contract/service/work-logs'
import { useAsk, useSend } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { LongTextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { SidePanel } from '#ui/side-panel.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { DayCountsList } from './day-counts-list.tsx'
import { LogWords } from './log-words.tsx'

interface Props {
  id: string
  onClose: () => void
  onNext?: (() => void) | undefined
  onPrevious?: (() => void) | undefined
}

/** A log beside the list: its words, what was counted on its day, and the answer of who leads. */
export function WorkLogPanel({ id, ...moves }: Props) {
  const { t } = useWords()
  const viewer = useViewer()
  const mayAnswer = useMay(workLogs.comment)
  const answer = useAsk(workLogs.open, { params: { id } })
  const send = useSend(workLogs.comment, { refresh: [workLogs.open, workLogs.list] })
  const log = answer.data?.log
  return (
    <SidePanel
      title={log ? `${log.person.name} · ${log.day}` : t('work-log.title')}
      href={`/work-log?view=all&log=${id}`}
      {...moves}
    >
      <Answered answer={answer}>
        {({ log, did }) => (
          <>
            <LogWords of={log} />
            <DayCountsList did={did} person={log.person.id} day={log.day} />
            {mayAnswer && log.person.id !== viewer.id && (
              <Form
                key={log.version}
                of={workLogs.comment.body}
                from={{ comment: log.comment }}
                light
                send={t('work-log.comment.send')}
                onSend={async (body) => {
                  await send.mutateAsync({ params: { id }, body })
                  void notify(t('work-log.commented'))
                }}
              >
                <LongTextField name="comment" label={t('work-log.comment')} rows={2} maxLength={1000} empty="null" />
              </Form>
            )}
          </>
        )}
      </Answered>
    </SidePanel>
  )
}

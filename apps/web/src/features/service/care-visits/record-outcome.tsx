import { timeline } from '@rapport/contract/customer/timeline'
import { type CareVisit, CareVisitOutcome, careVisits, visitOutcomes } from '@rapport/contract/service/care-visits'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { keyOf, useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { canKeep, NotKept } from '#features/service/offline-visits/device.ts'
import { newEntryId } from '#features/service/offline-visits/kept-visits.ts'
import { writeDown } from '#features/service/offline-visits/send-visits.ts'
import { ChoiceField } from '#ui/choice-field.tsx'
import { LongTextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { MinutesField } from './minutes-field.tsx'
import classes from './visit.module.css'

/** What came of a visit: outcome, what was said, how long it took. Written once; without a network kept on this device first. */
export function RecordOutcome({ visit, onDone }: { visit: CareVisit; onDone: () => void }) {
  const { t } = useWords()
  const viewer = useViewer()
  const client = useQueryClient()
  const [made] = useState(() => ({ entryId: newEntryId(), madeBy: viewer.id, enteredAt: new Date().toISOString() }))
  const [notKept, setNotKept] = useState<NotKept>()
  const send = useSend(careVisits.recordOutcome, { refresh: [careVisits.list, timeline.list] })
  return (
    <div className={classes.recording}>
      <Form
        of={CareVisitOutcome}
        from={{ content: '', minutes: null }}
        send={t('care-visit.record')}
        onSend={async (body) => {
          setNotKept(undefined)
          if (canKeep()) {
            const entry = { ...made, visitId: visit.id, visit: null, ...body }
            const came = await writeDown({ entry, customer: visit.customer.name }).catch((error: unknown) => {
              if (error instanceof NotKept) setNotKept(error)
              else throw error
            })
            if (!came) return 'unsent'
            if (came === 'kept') {
              void notify(t('offline-visits.kept'))
              return onDone()
            }
            await Promise.all(
              [careVisits.list, timeline.list].map((changed) => client.invalidateQueries({ queryKey: keyOf(changed) })),
            )
          } else await send.mutateAsync({ params: { id: visit.id }, body })
          // Asked again where it is next looked at, not here, where the form would give way before one has left.
          await client.invalidateQueries({ queryKey: keyOf(careVisits.open), refetchType: 'none' })
          void notify(t('care-visit.record.done'))
          onDone()
        }}
      >
        <ChoiceField
          name="outcome"
          label={t('care-visit.record.choose')}
          choices={visitOutcomes.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        />
        <LongTextField
          name="content"
          label={t('care-visit.content')}
          hint={t('care-visit.content.hint')}
          rows={4}
          maxLength={2000}
          required
        />
        <MinutesField />
        {notKept && <p role="alert">{t(`offline-visits.not-kept.${notKept.why}`)}</p>}
      </Form>
    </div>
  )
}

import { timeline } from '@rapport/contract/customer/timeline'
import { type CareVisit, CareVisitOutcome, careVisits, visitOutcomes } from '@rapport/contract/service/care-visits'
import { useQueryClient } from '@tanstack/react-query'
import { keyOf, useSend } from '#api/query.ts'
import { ChoiceField } from '#ui/choice-field.tsx'
import { LongTextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { MinutesField } from './minutes-field.tsx'
import classes from './visit.module.css'

/** What came of a visit: outcome, what was said, how long it took. Written once. */
export function RecordOutcome({ visit, onDone }: { visit: CareVisit; onDone: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const send = useSend(careVisits.recordOutcome, { refresh: [careVisits.list, timeline.list] })
  return (
    <div className={classes.recording}>
      <Form
        of={CareVisitOutcome}
        from={{ content: '', minutes: null }}
        send={t('care-visit.record')}
        onSend={async (body) => {
          await send.mutateAsync({ params: { id: visit.id }, body })
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
      </Form>
    </div>
  )
}

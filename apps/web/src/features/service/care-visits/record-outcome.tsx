import { Button } from '@mantine/core'
import { timeline } from '@rapport/contract/customer/timeline'
import { type CareVisit, CareVisitOutcome, careVisits } from '@rapport/contract/service/care-visits'
import { useQueryClient } from '@tanstack/react-query'
import { useFormContext } from 'react-hook-form'
import { keyOf, useSend } from '#api/query.ts'
import { LongTextField, NumberField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { OutcomeField } from './outcome-field.tsx'
import classes from './visit.module.css'

const QUICK = [5, 10, 15, 30, 60]

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
        <OutcomeField name="outcome" label={t('care-visit.record.choose')} />
        <LongTextField
          name="content"
          label={t('care-visit.content')}
          hint={t('care-visit.content.hint')}
          rows={4}
          maxLength={2000}
          required
        />
        <div className={classes.minutes}>
          <NumberField
            name="minutes"
            label={t('care-visit.minutes')}
            hint={t('care-visit.minutes.hint')}
            min={1}
            max={600}
          />
          <QuickMinutes />
        </div>
      </Form>
    </div>
  )
}

function QuickMinutes() {
  const { t } = useWords()
  const { setValue, watch } = useFormContext()
  const chosen: unknown = watch('minutes')
  return (
    <div className={classes.quick}>
      {QUICK.map((count) => (
        <Button
          key={count}
          variant={chosen === count ? 'light' : 'default'}
          aria-pressed={chosen === count}
          onClick={() => setValue('minutes', count, { shouldDirty: true, shouldValidate: true })}
        >
          {t('care-visit.minutes.quick', { count })}
        </Button>
      ))}
    </div>
  )
}

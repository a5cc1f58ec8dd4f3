import { timeline } from '@rapport/contract/customer/timeline'
import { type CareVisit, careVisits } from '@rapport/contract/service/care-visits'
import { useSend } from '#api/query.ts'
import { LongTextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import classes from './visit.module.css'

/** Cancels a planned visit: says what will happen and asks why. */
export function CancelVisit({ visit, onDone }: { visit: CareVisit; onDone: () => void }) {
  const { t } = useWords()
  const send = useSend(careVisits.cancel, { refresh: [careVisits.list, careVisits.open, timeline.list] })
  return (
    <section className={classes.cancel} aria-label={t('care-visit.cancel')}>
      <p>{t('care-visit.cancel.text')}</p>
      <Form
        of={careVisits.cancel.body}
        from={{ reason: '' }}
        light
        send={t('care-visit.cancel')}
        onCancel={onDone}
        cancel={t('care-visit.keep')}
        onSend={async (body) => {
          await send.mutateAsync({ params: { id: visit.id }, body })
          void notify(t('care-visit.cancelled'))
          onDone()
        }}
      >
        <LongTextField name="reason" label={t('care-visit.cancel.reason')} rows={2} maxLength={300} required />
      </Form>
    </section>
  )
}

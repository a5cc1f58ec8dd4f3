import { timeline } from '@rapport/contract/customer/timeline'
import { type CareVisit, CareVisitChange, careVisits } from '@rapport/contract/service/care-visits'
import { useSend } from '#api/query.ts'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { PlanFields } from './plan-fields.tsx'

/** Moves a planned visit to another day or changes what it is about. */
export function ChangeVisit({ visit, onDone }: { visit: CareVisit; onDone: () => void }) {
  const { t } = useWords()
  const send = useSend(careVisits.change, { refresh: [careVisits.list, careVisits.open, timeline.list] })
  const { id, version, kind, channel, plannedOn, plannedTime, purpose } = visit
  return (
    <Form
      of={CareVisitChange}
      from={{ kind, channel, plannedOn, plannedTime, purpose }}
      light
      send={t('care-visit.save')}
      onCancel={onDone}
      onSend={async (body) => {
        await send.mutateAsync({ params: { id }, body, version })
        void notify(t('care-visit.changed'))
        onDone()
      }}
    >
      <PlanFields />
    </Form>
  )
}

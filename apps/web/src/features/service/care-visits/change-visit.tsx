import { Refusal } from '@rapport/contract/client'
import { timeline } from '@rapport/contract/customer/timeline'
import { type CareVisit, CareVisitChange, careVisits } from '@rapport/contract/service/care-visits'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { keyOf, useSend } from '#api/query.ts'
import { changedIn } from '#ui/changed.ts'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { PlanFields } from './plan-fields.tsx'

/** Moves a planned visit to another day or changes what it is about. */
export function ChangeVisit({ visit, onDone }: { visit: CareVisit; onDone: () => void }) {
  const { t } = useWords()
  const send = useSend(careVisits.change, { refresh: [careVisits.list, careVisits.open, timeline.list] })
  const client = useQueryClient()
  // What the form began with; the stored visit may move on under it.
  const [{ kind, channel, plannedOn, plannedTime, purpose }] = useState(visit)
  const fields = { kind, channel, plannedOn, plannedTime, purpose }
  return (
    <Form
      of={CareVisitChange}
      from={fields}
      light
      send={t('care-visit.save')}
      onCancel={onDone}
      onSend={async (body) => {
        const changes = changedIn(fields, body)
        if (Object.keys(changes).length === 0) return onDone()
        try {
          await send.mutateAsync({ params: { id: visit.id }, body: changes, version: visit.version })
        } catch (refused) {
          // The next attempt is made from what is stored now; only what was changed here is sent.
          if (refused instanceof Refusal && refused.status === 412)
            await client.invalidateQueries({ queryKey: keyOf(careVisits.open) })
          throw refused
        }
        void notify(t('care-visit.changed'))
        onDone()
      }}
    >
      <PlanFields />
    </Form>
  )
}

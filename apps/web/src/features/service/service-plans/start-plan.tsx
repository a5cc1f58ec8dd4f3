import { Button } from '@mantine/core'
import { CustomerPlanDraft, servicePlans } from '@rapport/contract/service/service-plans'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { DayField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { changedPlans } from './refresh.ts'
import { freshStep, StepFields } from './step-fields.tsx'

/** Starts one of the plans for a customer, or makes one for this customer alone. */
export function StartPlan({ customerId, done }: { customerId: string; done: () => void }) {
  const { t } = useWords()
  const { today } = useViewer()
  const nameOf = useNameOf()
  const [own, setOwn] = useState(false)
  const plans = useAsk(servicePlans.list)
  const start = useSend(servicePlans.start, { refresh: changedPlans })
  const make = useSend(servicePlans.makeFor, { refresh: changedPlans })
  const params = { id: customerId }
  const started = () => {
    void notify(t('service-plans.started'))
    done()
  }
  const open = plans.data?.items.filter(({ closedOn }) => closedOn === null) ?? []
  if (own)
    return (
      <Form
        // Another form than the other one, not the same with other fields.
        key="own"
        of={CustomerPlanDraft}
        from={{ startsOn: today, steps: [{ ...freshStep }] }}
        send={t('service-plans.make-and-start')}
        onCancel={done}
        onSend={async (body) => {
          await make.mutateAsync({ params, body })
          started()
        }}
      >
        <Fields>
          <TextField name="nameZh" label={t('service-plan.name-zh')} maxLength={80} required />
          <TextField name="name" label={t('service-plan.name-en')} maxLength={80} required />
          <DayField name="startsOn" label={t('service-plan.starts-on')} min={today} required />
        </Fields>
        <StepFields />
      </Form>
    )
  return (
    <Form
      of={servicePlans.start.body}
      from={{ startsOn: today }}
      light
      send={t('service-plans.start')}
      onCancel={done}
      onSend={async (body) => {
        await start.mutateAsync({ params, body })
        started()
      }}
    >
      <Fields>
        <SelectField
          name="planId"
          label={t('service-plan.one')}
          required
          choices={open.map((one) => ({ value: one.id, label: nameOf(one) }))}
        />
        <DayField name="startsOn" label={t('service-plan.starts-on')} min={today} required />
      </Fields>
      <div>
        <Button variant="subtle" onClick={() => setOwn(true)}>
          {t('service-plans.own')}
        </Button>
      </div>
    </Form>
  )
}

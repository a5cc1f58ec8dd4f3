import {
  type CareVisitEntry,
  CareVisitOutcome,
  visitChannels,
  visitKinds,
  visitOutcomes,
} from '@rapport/contract/service/care-visits'
import { code, day } from '@rapport/contract/shapes'
import { useState } from 'react'
import { z } from 'zod'
import { MinutesField } from '#features/service/care-visits/minutes-field.tsx'
import { ChoiceField } from '#ui/choice-field.tsx'
import { DayField, LongTextField, SelectField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import { CustomerNumberField } from './customer-number-field.tsx'
import type { PlannedVisit } from './desk.ts'
import { NotKept } from './device.ts'
import { newEntryId } from './kept-visits.ts'
import classes from './offline-visits.module.css'
import { writeDown } from './send-visits.ts'

const Unplanned = z.strictObject({
  customerNo: code(40),
  kind: z.enum(visitKinds),
  channel: z.enum(visitChannels),
  on: day,
  ...CareVisitOutcome.shape,
})

interface Props {
  person: string
  today: string
  /** The planned visit of which it tells; without one the customer is named by number. */
  of?: { id: string; customer: string } | undefined
  /** What was typed before and refused. */
  from?: CareVisitEntry | undefined
  known: readonly PlannedVisit[]
  onDone: () => void
  onCancel: () => void
}

/** Writes down a visit that took place: on this device first, and with the firm as soon as it can be reached. */
export function EntryForm({ person, today, of, from, known, onDone, onCancel }: Props) {
  const { t } = useWords()
  const [made] = useState(() => ({
    entryId: from?.entryId ?? newEntryId(),
    madeBy: person,
    enteredAt: from?.enteredAt ?? new Date().toISOString(),
  }))
  const [problem, setProblem] = useState<NotKept>()
  const send = async (entry: CareVisitEntry, customer: string) => {
    setProblem(undefined)
    try {
      const came = await writeDown({ entry, customer })
      void notify(t(came === 'sent' ? 'offline-visits.sent' : 'offline-visits.kept'))
      onDone()
      return undefined
    } catch (error) {
      if (!(error instanceof NotKept)) throw error
      setProblem(error)
      return 'unsent'
    }
  }
  const result = (
    <>
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
      {problem && (
        <p role="alert" className={classes.problem}>
          {t(`offline-visits.not-kept.${problem.why}`)}
        </p>
      )}
    </>
  )
  const words = { send: t('care-visit.record'), onCancel }
  const typed = { content: from?.content ?? '', minutes: from?.minutes ?? null, ...(from && { outcome: from.outcome }) }
  if (of)
    return (
      <Form
        of={CareVisitOutcome}
        from={typed}
        {...words}
        onSend={(body) => send({ ...made, visitId: of.id, visit: null, ...body }, of.customer)}
      >
        {result}
      </Form>
    )
  const { securityId = null, ...visited } = from?.visit ?? {}
  return (
    <Form
      of={Unplanned}
      from={{ kind: 'care', channel: 'in-person', on: today, customerNo: '', ...visited, ...typed }}
      {...words}
      onSend={({ customerNo, kind, channel, on, ...body }) => {
        const name = known.find(({ customer }) => customer.customerNo === customerNo)?.customer.name
        const visit = { customerNo, kind, channel, on, securityId: kind === 'consultation' ? securityId : null }
        return send({ ...made, visitId: null, visit, ...body }, name ? `${name} · ${customerNo}` : customerNo)
      }}
    >
      <Fields>
        <CustomerNumberField name="customerNo" known={known} />
        <DayField name="on" label={t('offline-visits.on')} max={today} required />
        <SelectField
          name="kind"
          label={t('care-visit.kind')}
          required
          choices={visitKinds.map((value) => ({ value, label: t(`visit-kind.${value}`) }))}
        />
        <SelectField
          name="channel"
          label={t('care-visit.channel')}
          required
          choices={visitChannels.map((value) => ({ value, label: t(`channel.${value}`) }))}
        />
      </Fields>
      {result}
    </Form>
  )
}

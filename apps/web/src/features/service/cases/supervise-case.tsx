import { Button } from '@mantine/core'
import { type Case, cases } from '@rapport/contract/service/cases'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { LongTextField, SelectField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { useColleagues } from './case-filters.ts'
import classes from './cases.module.css'
import { changedCases } from './refresh.ts'

interface Props {
  of: Case
  onDone: () => void
}

/** Looks at an answer that somebody else wrote: approves it, or returns it with what is missing. */
export function Approve({ of: one, onDone }: Props) {
  const { t } = useWords()
  const [verdict, setVerdict] = useState<'approved' | 'returned'>('approved')
  const send = useSend(cases.decide, { refresh: changedCases })
  return (
    <section className={classes.doing} aria-label={t('case.approve')}>
      <p className={classes.about}>{t('case.approval.text')}</p>
      <p className={classes.said}>{one.answer}</p>
      <Form
        key={verdict}
        of={cases.decide.body}
        from={{ verdict, note: '' }}
        light
        send={t(verdict === 'approved' ? 'case.approve' : 'case.return')}
        onCancel={onDone}
        onSend={async (body) => {
          await send.mutateAsync({ params: { id: one.id }, body })
          void notify(t('case.done'))
          onDone()
        }}
      >
        <LongTextField name="note" label={t('case.note')} rows={2} maxLength={4000} required={verdict === 'returned'} />
        {verdict === 'approved' && (
          <Button variant="default" onClick={() => setVerdict('returned')}>
            {t('case.return')}…
          </Button>
        )}
      </Form>
    </section>
  )
}

/** Takes a case over, or gives it to somebody else. */
export function Assign({ of: one, toMe, onDone }: Props & { toMe: boolean }) {
  const { t } = useWords()
  const viewer = useViewer()
  const answer = useAsk(cases.handlers, { params: { id: one.id } }, { enabled: !toMe })
  const send = useSend(cases.assign, { refresh: changedCases })
  const form = (choices: { value: string; label: string }[]) => (
    <Form
      of={cases.assign.body}
      from={{ handlerId: toMe ? viewer.id : '', reason: '' }}
      light
      send={t(toMe ? 'case.take-over' : 'case.assign')}
      onCancel={onDone}
      onSend={async (body) => {
        await send.mutateAsync({ params: { id: one.id }, body })
        void notify(t('case.done'))
        onDone()
      }}
    >
      {!toMe && <SelectField name="handlerId" label={t('case.assign.to')} searchable required choices={choices} />}
      <LongTextField name="reason" label={t('case.why')} rows={2} maxLength={300} required />
    </Form>
  )
  return (
    <section className={classes.doing} aria-label={t(toMe ? 'case.take-over' : 'case.assign')}>
      {toMe ? (
        form([])
      ) : (
        <Answered answer={answer} lines={2}>
          {({ items }) =>
            form(items.filter(({ id }) => id !== one.handler?.id).map(({ id, name }) => ({ value: id, label: name })))
          }
        </Answered>
      )}
    </section>
  )
}

/** Says whom a case is about: from then on they neither see nor handle it. */
export function Recuse({ of: one, onDone }: Props) {
  const { t } = useWords()
  const viewer = useViewer()
  const colleagues = useColleagues()
  const send = useSend(cases.recuse, { refresh: changedCases })
  const known = one.subject ? [{ value: one.subject.id, label: one.subject.name }] : []
  const choices = [
    ...known,
    ...colleagues.choices.filter(({ value }) => value !== viewer.id && value !== one.subject?.id),
  ]
  return (
    <section className={classes.doing} aria-label={t('case.recuse')}>
      <p className={classes.about}>{t('case.recuse.text')}</p>
      <Form
        of={cases.recuse.body}
        from={{ subjectId: one.subject?.id ?? null, reason: '' }}
        light
        send={t('case.recuse')}
        onCancel={onDone}
        onSend={async (body) => {
          await send.mutateAsync({ params: { id: one.id }, body })
          void notify(t('case.done'))
          onDone()
        }}
      >
        <SelectField
          name="subjectId"
          label={t('case.subject')}
          clearable
          choices={choices}
          search={colleagues.search}
        />
        <LongTextField name="reason" label={t('case.why')} rows={2} maxLength={300} required />
      </Form>
    </section>
  )
}

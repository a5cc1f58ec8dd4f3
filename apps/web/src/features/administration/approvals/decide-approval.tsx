import { Button } from '@mantine/core'
import { type Approval, approvals, approvalVerdicts } from '@rapport/contract/administration/approvals'
import { useState } from 'react'
import { useSend } from '#api/query.ts'
import { LongTextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'
import classes from './approvals.module.css'
import { changedApprovals } from './refresh.ts'

type Doing = (typeof approvalVerdicts)[number] | 'withdraw' | 'submit'

/** What the reader may do with an approval: decide it, or as its requester withdraw it or submit it again. */
export function DecideApproval({ of: one }: { of: Approval }) {
  const { t } = useWords()
  const [doing, setDoing] = useState<Doing>()
  const may: Doing[] = [
    ...(one.decides ? approvalVerdicts : []),
    ...(one.submits ? (['submit'] as const) : []),
    ...(one.withdraws ? (['withdraw'] as const) : []),
  ]
  if (may.length === 0) return null
  if (doing && may.includes(doing))
    return <Doing key={`${doing} ${one.version}`} of={one} doing={doing} onDone={() => setDoing(undefined)} />
  return (
    <div className={classes.actions}>
      {may.map((which, at) => (
        <Button key={which} variant={at === 0 ? 'filled' : 'default'} onClick={() => setDoing(which)}>
          {t(`approval.do.${which}`)}
        </Button>
      ))}
    </div>
  )
}

function Doing({ of: one, doing, onDone }: { of: Approval; doing: Doing; onDone: () => void }) {
  const { t } = useWords()
  const decide = useSend(approvals.decide, { refresh: changedApprovals })
  const withdraw = useSend(approvals.withdraw, { refresh: changedApprovals })
  const submit = useSend(approvals.submitAgain, { refresh: changedApprovals })
  const at = { params: { id: one.id }, version: one.version }
  const done = () => {
    void notify(t(`approval.done.${doing}`))
    onDone()
  }
  const note = (required: boolean) => (
    <LongTextField name="note" label={t('approval.note')} rows={2} maxLength={2000} required={required} empty="null" />
  )
  const own = doing === 'withdraw' || doing === 'submit'
  const last = one.steps.filter(({ state }) => state === 'coming').length === 0
  return (
    <section className={classes.doing} aria-label={t(`approval.do.${doing}`)}>
      <p className={classes.small}>
        {t(doing === 'approved' && !last ? 'approval.text.next' : `approval.text.${doing}`)}
      </p>
      {own ? (
        <Form
          of={approvals.withdraw.body}
          from={{ note: null }}
          light
          send={t(`approval.do.${doing}`)}
          onCancel={onDone}
          onSend={async (body) => {
            await (doing === 'withdraw' ? withdraw : submit).mutateAsync({ ...at, body })
            done()
          }}
        >
          {note(false)}
        </Form>
      ) : (
        <Form
          of={approvals.decide.body}
          from={doing === 'approved' ? { verdict: doing, note: null } : { verdict: doing, note: '' }}
          light
          send={t(`approval.do.${doing}`)}
          onCancel={onDone}
          onSend={async (body) => {
            await decide.mutateAsync({ ...at, body })
            done()
          }}
        >
          {note(doing !== 'approved')}
        </Form>
      )}
    </section>
  )
}

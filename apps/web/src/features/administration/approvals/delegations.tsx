import { Button } from '@mantine/core'
import {
  type ApprovalDelegation,
  ApprovalDelegationDraft,
  approvalDelegations,
} from '@rapport/contract/administration/approval-delegations'
import { approvalKindNames, approvalKindOf } from '@rapport/contract/administration/approval-kinds'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { Day } from '#ui/day.tsx'
import { DayField, LongTextField, SelectField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { SeveralField } from '#ui/several-field.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { useApprovalWords } from './approval-words.ts'
import classes from './approvals.module.css'

const changed = [approvalDelegations.list]
const tones = { planned: 'amber', running: 'blue', over: 'neutral' } as const

/** Who decides for the reader and for whom the reader decides; letting somebody, and ending it. */
export function Delegations() {
  const { t } = useWords()
  const [letting, setLetting] = useState(false)
  const answer = useAsk(approvalDelegations.list)
  return (
    <Section
      title={t('approvals.view.delegations')}
      actions={!letting && <Button onClick={() => setLetting(true)}>{t('delegation.new')}</Button>}
    >
      {letting && <LetDecide onDone={() => setLetting(false)} />}
      <Answered answer={answer}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('delegation.none')}>{t('delegation.none.text')}</Empty>
          ) : (
            <ul className={classes.few}>
              {items.map((one) => (
                <Line key={one.id} of={one} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  )
}

function Line({ of: one }: { of: ApprovalDelegation }) {
  const { t } = useWords()
  const { kindOf } = useApprovalWords()
  const end = useSend(approvalDelegations.end, { refresh: changed })
  const stop = () =>
    end.mutateAsync({ params: { id: one.id } }).then(
      () => notify(t('delegation.ended')),
      (error: unknown) => notify(problemText(error).title),
    )
  return (
    <li>
      <span>
        {t('approval.for', { by: one.to.name, whom: one.from.name })}{' '}
        <Tag tone={tones[one.state]}>{t(`delegation-state.${one.state}`)}</Tag>
        <div className={classes.small}>
          <Day on={one.fromOn} /> – <Day on={one.untilOn} /> ·{' '}
          {one.kinds.length === 0 ? t('delegation.all') : one.kinds.map(kindOf).join(t('approval.between'))} ·{' '}
          {one.reason}
        </div>
      </span>
      {one.mine && one.state !== 'over' && (
        <Button size="compact-sm" variant="default" loading={end.isPending} onClick={() => void stop()}>
          {t('delegation.end')}
        </Button>
      )}
    </li>
  )
}

function LetDecide({ onDone }: { onDone: () => void }) {
  const { t } = useWords()
  const { kindOf } = useApprovalWords()
  const { today, permissions } = useViewer()
  const [q, setQ] = useState('')
  const people = useAsk(approvalDelegations.people, { query: q ? { q } : {} })
  const send = useSend(approvalDelegations.create, { refresh: changed })
  return (
    <Form
      of={ApprovalDelegationDraft}
      from={{ kinds: [], fromOn: today, untilOn: today, reason: '' }}
      light
      send={t('delegation.new')}
      onCancel={onDone}
      onSend={async (body) => {
        await send.mutateAsync({ body })
        void notify(t('delegation.done'))
        onDone()
      }}
    >
      <Fields>
        <SelectField
          name="toId"
          label={t('delegation.to')}
          hint={t('delegation.to.hint')}
          required
          search={setQ}
          choices={(people.data?.items ?? []).map(({ id, name, unit }) => ({ value: id, label: `${name} · ${unit}` }))}
        />
        <SeveralField
          name="kinds"
          label={t('delegation.kinds')}
          hint={t('delegation.kinds.hint')}
          choices={approvalKindNames
            .filter((kind) => permissions.includes(approvalKindOf(kind).decides))
            .map((kind) => ({ value: kind, label: kindOf(kind) }))}
        />
        <DayField name="fromOn" label={t('delegation.from')} min={today} required />
        <DayField name="untilOn" label={t('delegation.until')} min={today} required />
      </Fields>
      <LongTextField name="reason" label={t('delegation.reason')} rows={2} maxLength={300} required />
    </Form>
  )
}

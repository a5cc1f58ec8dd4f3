import { Button } from '@mantine/core'
import { timeline } from '@rapport/contract/customer/timeline'
import { type CurrentCall, callOutcomes, calls } from '@rapport/contract/service/calls'
import { careVisits } from '@rapport/contract/service/care-visits'
import { useState } from 'react'
import { Link } from 'react-router'
import { useSend } from '#api/query.ts'
import { ChoiceField } from '#ui/choice-field.tsx'
import { LongTextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import classes from './calls.module.css'

const NOBODY = 'nobody'

/** The call at one's telephone: who it may be, and, once it is over, what came of it. */
export function CallCard({ of: { call, state, candidates }, onPutOff }: { of: CurrentCall; onPutOff: () => void }) {
  const { t } = useWords()
  const [chosen, setChosen] = useState<string>()
  const known = candidates.length === 1 ? candidates[0]!.id : undefined
  const whose = chosen ?? call.customer?.id ?? known
  const send = useSend(calls.record, { refresh: [calls.current, calls.list, careVisits.list, timeline.list] })
  const title = `${t(`call-direction.${call.direction}`)} ${call.number}`
  return (
    <aside className={classes.card} aria-label={title}>
      <div className={classes.head} role="status" aria-live="assertive">
        <strong className="figures">{title}</strong>
        <Tag tone={state === 'ended' ? 'neutral' : 'blue'}>{t(`call-state.${state}`)}</Tag>
        {candidates.length === 0 && <p>{t('call.unknown')}</p>}
      </div>
      {candidates.length > 1 && <p>{t('call.whose')}</p>}
      {candidates.length > 0 && (
        <ul className={classes.candidates}>
          {candidates.map(({ id, name, customerNo }) => (
            <li key={id}>
              {candidates.length > 1 && (
                <input
                  type="radio"
                  name="whose"
                  aria-label={`${name} ${customerNo}`}
                  checked={whose === id}
                  onChange={() => setChosen(id)}
                />
              )}
              <Link to={`/customers/${id}`}>{name}</Link> <span className="figures">{customerNo}</span>
            </li>
          ))}
          {candidates.length > 1 && (
            <li>
              <label>
                <input type="radio" name="whose" checked={whose === NOBODY} onChange={() => setChosen(NOBODY)} />{' '}
                {t('call.nobody')}
              </label>
            </li>
          )}
        </ul>
      )}
      {state === 'ended' && (
        <Form
          of={calls.record.body.omit({ customerId: true })}
          from={{ outcome: call.answeredAt ? 'reached' : 'not-reached', minutes: null, note: null }}
          light
          send={t('call.record')}
          cancel={t('call.later')}
          onCancel={onPutOff}
          onSend={async (body) => {
            const customerId = whose && whose !== NOBODY ? whose : null
            await send.mutateAsync({ params: { id: call.id }, body: { ...body, customerId } })
            void notify(t('call.recorded-now'))
          }}
        >
          <ChoiceField
            name="outcome"
            label={t('call.outcome')}
            choices={callOutcomes.map((value) => ({ value, label: t(`task-outcome.${value}`) }))}
          />
          <LongTextField name="note" label={t('call.note')} rows={2} maxLength={1000} empty="null" />
        </Form>
      )}
      {state !== 'ended' && whose && whose !== NOBODY && (
        <Button component={Link} to={`/customers/${whose}`} variant="default">
          {t('call.to-page')}
        </Button>
      )}
    </aside>
  )
}

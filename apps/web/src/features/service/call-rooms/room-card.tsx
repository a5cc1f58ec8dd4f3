import { Button } from '@mantine/core'
import { timeline } from '@rapport/contract/customer/timeline'
import { type CallRoom, callRooms } from '@rapport/contract/service/call-rooms'
import { callOutcomes, calls } from '@rapport/contract/service/calls'
import { careVisits } from '@rapport/contract/service/care-visits'
import { useState } from 'react'
import { Link } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import callClasses from '#features/service/calls/calls.module.css'
import { ChoiceField } from '#ui/choice-field.tsx'
import { LongTextField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Tag } from '#ui/tag.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import classes from './call-rooms.module.css'
import { enter, isEntered } from './entered.ts'
import { RoomLinks } from './room-links.tsx'

/** Asked again so often (ms) while a room is open. */
const AGAIN = 2_000

/** One's own room, on any page: the room itself, links for the customer, and, once it is over, what came of it. */
export function RoomCard() {
  const [putOff, setPutOff] = useState<string>()
  const { data } = useAsk(
    callRooms.current,
    {},
    { again: (reply) => (reply?.current && reply.current.state !== 'ended' ? AGAIN : false) },
  )
  const room = data?.current
  if (!room || (putOff === room.id && room.state === 'ended')) return null
  return <Card key={room.id} of={room} onPutOff={() => setPutOff(room.id)} />
}

const tones = { waiting: 'amber', together: 'blue', left: 'amber', ended: 'neutral' } as const

function Card({ of: room, onPutOff }: { of: CallRoom; onPutOff: () => void }) {
  const { t } = useWords()
  const { customer, kind, state } = room
  const title = t(`call-kind.${kind}`)
  return (
    <aside className={`${callClasses.card} ${classes.card}`} aria-label={title}>
      <div className={callClasses.head} role="status" aria-live="polite">
        <strong>{title}</strong>
        <Link to={`/customers/${customer.id}`}>{customer.name}</Link>
        <Tag tone={tones[state]}>{t(`call-room.state.${state}`)}</Tag>
      </div>
      {state === 'ended' ? <Result of={room} onPutOff={onPutOff} /> : <Open of={room} />}
    </aside>
  )
}

function Open({ of: { id, kind, hostUrl, channels, state } }: { of: CallRoom }) {
  const { t } = useWords()
  const [here, setHere] = useState(isEntered(id))
  const end = useSend(callRooms.end, { refresh: [callRooms.current, calls.list] })
  return (
    <>
      {hostUrl && here && (
        <iframe
          className={classes.room}
          data-kind={kind}
          src={hostUrl}
          title={t(`call-kind.${kind}`)}
          allow="camera; microphone; display-capture; autoplay; fullscreen"
          referrerPolicy="no-referrer"
        />
      )}
      {state !== 'together' && <RoomLinks id={id} channels={channels} />}
      {end.error && <p role="alert">{problemText(end.error).title}</p>}
      <div className={classes.acts}>
        {!here && (
          <Button
            variant="default"
            onClick={() => {
              enter(id)
              setHere(true)
            }}
          >
            {t('call-room.enter')}
          </Button>
        )}
        <Button color="gray" loading={end.isPending} onClick={() => end.mutate({ params: { id } })}>
          {t('call-room.end')}
        </Button>
      </div>
    </>
  )
}

function Result({ of: { id, customer, joinedAt, minutes }, onPutOff }: { of: CallRoom; onPutOff: () => void }) {
  const { t } = useWords()
  const send = useSend(calls.record, { refresh: [callRooms.current, calls.list, careVisits.list, timeline.list] })
  return (
    <>
      <p>{minutes === null ? t('call-room.nobody-came') : t('call-room.lasted', { count: minutes })}</p>
      <Form
        of={calls.record.body.omit({ customerId: true })}
        from={{ outcome: joinedAt ? 'reached' : 'not-reached', minutes: null, note: null }}
        light
        send={t('call.record')}
        cancel={t('call.later')}
        onCancel={onPutOff}
        onSend={async (body) => {
          await send.mutateAsync({ params: { id }, body: { ...body, customerId: customer.id } })
          void notify(t('call-room.recorded-now'))
        }}
      >
        <ChoiceField
          name="outcome"
          label={t('call.outcome')}
          choices={callOutcomes
            .filter((value) => value !== 'wrong-number')
            .map((value) => ({ value, label: t(`task-outcome.${value}`) }))}
        />
        <LongTextField name="note" label={t('call.note')} rows={2} maxLength={1000} empty="null" />
      </Form>
    </>
  )
}

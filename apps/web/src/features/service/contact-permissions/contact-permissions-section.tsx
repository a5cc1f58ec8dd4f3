import { Button } from '@mantine/core'
import {
  type ContactPermissions,
  consentSources,
  contactPermissions,
} from '@rapport/contract/service/contact-permissions'
import { messageChannels } from '@rapport/contract/service/message-templates'
import { type ReactNode, useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import classes from '#features/service/messages/messages.module.css'
import { Instant } from '#ui/day.tsx'
import { LongTextField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

const refresh = [contactPermissions.open]
type Doing = 'consent' | 'stop' | 'block'

/** Whether a customer may be contacted: what they consented to, what they refused, and what stops it. */
export function ContactPermissionsSection({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const [doing, setDoing] = useState<Doing>()
  const answer = useAsk(contactPermissions.open, { params: { id: customerId } })
  const done = () => setDoing(undefined)
  return (
    <Section
      title={t('contact-permissions.title')}
      actions={
        doing === undefined && (
          <span className={classes.actions}>
            <Allowed to={contactPermissions.consent}>
              <Button variant="subtle" onClick={() => setDoing('consent')}>
                {t('consent.add')}
              </Button>
            </Allowed>
            <Allowed to={contactPermissions.stop}>
              <Button variant="subtle" onClick={() => setDoing('stop')}>
                {t('contact-stop.add')}
              </Button>
            </Allowed>
            <Allowed to={contactPermissions.block}>
              <Button variant="subtle" onClick={() => setDoing('block')}>
                {t('legal-block.add')}
              </Button>
            </Allowed>
          </span>
        )
      }
    >
      {doing === 'consent' && <GiveConsent customerId={customerId} done={done} />}
      {(doing === 'stop' || doing === 'block') && <Stop kind={doing} customerId={customerId} done={done} />}
      <Answered answer={answer} lines={3}>
        {(permissions) => <Lines of={permissions} customerId={customerId} />}
      </Answered>
    </Section>
  )
}

function Lines({ of, customerId }: { of: ContactPermissions; customerId: string }) {
  const { t } = useWords()
  const refuse = useSend(contactPermissions.refuse, { refresh })
  const resume = useSend(contactPermissions.resume, { refresh })
  const unblock = useSend(contactPermissions.unblock, { refresh })
  const mayChange = useMay(contactPermissions.refuse)
  const mayUnblock = useMay(contactPermissions.unblock)
  const params = { id: customerId }
  const button = (label: string, act: () => void) => (
    <Button size="compact-xs" variant="default" onClick={act}>
      {label}
    </Button>
  )
  const { stops, consents, optOuts } = of
  if (stops.length + consents.length + optOuts.length === 0)
    return <p className={classes.small}>{t('contact-permissions.none')}</p>
  const endStop = (kind: (typeof stops)[number]['kind']) =>
    kind === 'legal-block'
      ? mayUnblock && button(t('legal-block.end'), () => unblock.mutate({ params }))
      : mayChange && button(t('contact-stop.end'), () => resume.mutate({ params, body: { kind } }))
  return (
    <ul className={classes.list}>
      {stops.map((one) => (
        <Line
          key={one.id}
          mark={<Tag tone={one.endedAt ? 'neutral' : 'danger'}>{t(`contact-stop.${one.kind}`)}</Tag>}
          text={[one.reason, one.beganBy].filter(Boolean).join(' · ')}
          from={one.beganAt}
          until={one.endedAt}
          action={!one.endedAt && endStop(one.kind)}
        />
      ))}
      {consents.map((one) => (
        <Line
          key={one.id}
          mark={
            <Tag tone={one.withdrawnAt ? 'neutral' : 'blue'}>
              {t('consent.of', { channel: t(`message-channel.${one.channel}`) })}
            </Tag>
          }
          text={[t(`consent-source.${one.source}`), one.evidence, one.textVersion].join(' · ')}
          from={one.givenAt}
          until={one.withdrawnAt}
          action={
            !one.withdrawnAt &&
            mayChange &&
            button(t('consent.withdraw'), () => refuse.mutate({ params, body: { channel: one.channel } }))
          }
        />
      ))}
      {optOuts.map((one) => (
        <Line
          key={one.id}
          mark={
            <Tag tone={one.endedAt ? 'neutral' : 'amber'}>
              {t('opt-out.of', { channel: t(`message-channel.${one.channel}`) })}
            </Tag>
          }
          text={t(`opt-out-source.${one.source}`)}
          from={one.at}
          until={one.endedAt}
        />
      ))}
    </ul>
  )
}

interface LineProps {
  mark: ReactNode
  text: string
  from: string
  until: string | null
  action?: ReactNode
}
const Line = ({ mark, text, from, until, action }: LineProps) => (
  <li>
    {mark}
    <span className={classes.grow}>{text}</span>
    <span className={classes.small}>
      <Instant at={from} />
      {until && (
        <>
          {' – '}
          <Instant at={until} />
        </>
      )}
    </span>
    {action}
  </li>
)

function GiveConsent({ customerId, done }: { customerId: string; done: () => void }) {
  const { t } = useWords()
  const send = useSend(contactPermissions.consent, { refresh })
  return (
    <Form
      of={contactPermissions.consent.body}
      from={{ channel: 'sms', source: 'phone', textVersion: '', evidence: '' }}
      send={t('ui.save')}
      onCancel={done}
      onSend={async (body) => {
        await send.mutateAsync({ params: { id: customerId }, body })
        done()
      }}
    >
      <Fields>
        <SelectField
          name="channel"
          label={t('message.channel')}
          required
          choices={messageChannels.map((value) => ({ value, label: t(`message-channel.${value}`) }))}
        />
        <SelectField
          name="source"
          label={t('consent.source')}
          required
          choices={consentSources.map((value) => ({ value, label: t(`consent-source.${value}`) }))}
        />
        <TextField name="textVersion" label={t('consent.text-version')} required maxLength={40} />
        <TextField name="evidence" label={t('consent.evidence')} required maxLength={300} />
      </Fields>
    </Form>
  )
}

function Stop({ kind, customerId, done }: { kind: 'stop' | 'block'; customerId: string; done: () => void }) {
  const { t } = useWords()
  const stop = useSend(contactPermissions.stop, { refresh })
  const block = useSend(contactPermissions.block, { refresh })
  const params = { id: customerId }
  if (kind === 'block')
    return (
      <Form
        of={contactPermissions.block.body}
        from={{ reason: '' }}
        send={t('legal-block.add')}
        onCancel={done}
        onSend={async (body) => {
          await block.mutateAsync({ params, body })
          done()
        }}
      >
        <LongTextField name="reason" label={t('contact-stop.reason')} required maxLength={300} rows={2} />
      </Form>
    )
  return (
    <Form
      of={contactPermissions.stop.body}
      from={{ kind: 'do-not-disturb', reason: '' }}
      send={t('ui.save')}
      onCancel={done}
      onSend={async (body) => {
        await stop.mutateAsync({ params, body })
        done()
      }}
    >
      <Fields>
        <SelectField
          name="kind"
          label={t('contact-stop.kind')}
          required
          choices={(['do-not-disturb', 'deceased'] as const).map((value) => ({
            value,
            label: t(`contact-stop.${value}`),
          }))}
        />
        <LongTextField name="reason" label={t('contact-stop.reason')} required maxLength={300} rows={2} />
      </Fields>
    </Form>
  )
}

import { ActionIcon, Button, NumberInput, Select } from '@mantine/core'
import {
  type ContactCap,
  ContactRules,
  contactChannels,
  contactPermissions,
} from '@rapport/contract/service/contact-permissions'
import { IconTrash } from '@tabler/icons-react'
import { useController } from 'react-hook-form'
import type { z } from 'zod'
import { useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { addDays } from '#ui/days.ts'
import { DayField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import classes from './contact-rules.module.css'

type Cap = z.infer<typeof ContactCap>
/** Days within which a cap counts. */
const SPANS = [1, 7, 30] as const
const beginning = { quietFrom: '21:00', quietUntil: '08:00', callQuietFrom: '20:00', callQuietUntil: '09:00', caps: [] }

/** Sets quiet hours and caps from a day on, beginning with those that hold now. */
export function SetContactRules({ from, onDone }: { from: ContactRules | undefined; onDone: () => void }) {
  const { t } = useWords()
  const { today } = useViewer()
  const set = useSend(contactPermissions.setRules, { refresh: [contactPermissions.rules] })
  const tomorrow = addDays(today, 1)
  return (
    <Section title={t('contact-rules.set')}>
      <Form
        of={ContactRules}
        from={{ ...(from ?? beginning), validFrom: tomorrow }}
        send={t('contact-rules.save')}
        onCancel={onDone}
        onSend={async (body) => {
          const { validFrom } = await set.mutateAsync({ body })
          void notify(t('contact-rules.saved', { day: validFrom }))
          onDone()
        }}
      >
        <Fields>
          <DayField name="validFrom" label={t('contact-rules.valid-from')} min={tomorrow} required />
        </Fields>
        <Fields title={t('contact-rules.quiet')}>
          <TextField type="time" name="quietFrom" label={t('contact-rules.begins')} required />
          <TextField type="time" name="quietUntil" label={t('contact-rules.ends')} required />
        </Fields>
        <Fields title={t('contact-rules.call-quiet')}>
          <TextField type="time" name="callQuietFrom" label={t('contact-rules.begins')} required />
          <TextField type="time" name="callQuietUntil" label={t('contact-rules.ends')} required />
        </Fields>
        <Fields title={t('contact-rules.caps')}>
          <Caps />
        </Fields>
      </Form>
    </Section>
  )
}

/** How often a customer is written to or called at most, by channel and span. */
function Caps() {
  const { t } = useWords()
  const { field } = useController<{ caps: Cap[] }, 'caps'>({ name: 'caps' })
  const put = (at: number, change: Partial<Cap>) =>
    field.onChange(field.value.map((cap, n) => (n === at ? { ...cap, ...change } : cap)))
  return (
    <ul className={classes.caps}>
      {field.value.map((cap, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: caps have no name of their own, and rows are not moved
        <li key={at}>
          <Select
            label={t('contact-rules.channel')}
            data={contactChannels.map((value) => ({ value, label: t(`contact-channel.${value}`) }))}
            value={cap.channel}
            onChange={(channel) => channel && put(at, { channel: channel as Cap['channel'] })}
            allowDeselect={false}
          />
          <NumberInput
            label={t('contact-rules.most')}
            min={0}
            max={100}
            allowDecimal={false}
            hideControls
            value={cap.most}
            onChange={(most) => typeof most === 'number' && put(at, { most })}
          />
          <Select
            label={t('contact-rules.within')}
            data={SPANS.map((days) => ({ value: String(days), label: t('contact-rules.days', { count: days }) }))}
            value={String(cap.days)}
            onChange={(days) => days && put(at, { days: Number(days) as Cap['days'] })}
            allowDeselect={false}
          />
          <ActionIcon
            title={t('ui.remove')}
            aria-label={`${t('ui.remove')}: ${t('contact-rules.cap', { channel: t(`contact-channel.${cap.channel}`), most: cap.most, days: cap.days })}`}
            onClick={() => field.onChange(field.value.filter((_, n) => n !== at))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </li>
      ))}
      {field.value.length < 12 && (
        <li>
          <Button
            variant="default"
            onClick={() => field.onChange([...field.value, { channel: 'sms', days: 7, most: 2 } satisfies Cap])}
          >
            {t('contact-rules.add-cap')}
          </Button>
        </li>
      )}
    </ul>
  )
}

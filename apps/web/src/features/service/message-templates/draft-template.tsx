import {
  type MessageTemplate,
  MessageTemplateDraft,
  messageChannels,
  messageClasses,
  messageTemplates,
} from '@rapport/contract/service/message-templates'
import { scriptVariables } from '@rapport/contract/service/moment-rule'
import { useSend } from '#api/query.ts'
import { LongTextField, SelectField, SwitchField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'

/** Writes a template in both languages, or the next version of one. */
export function DraftTemplate({ of, done }: { of: MessageTemplate | undefined; done: () => void }) {
  const { t } = useWords()
  const send = useSend(messageTemplates.draft, { refresh: [messageTemplates.list] })
  const from = of && {
    code: of.code,
    channel: of.channel,
    class: of.class,
    urgent: of.urgent,
    name: of.name,
    nameZh: of.nameZh,
    subject: of.subject,
    subjectZh: of.subjectZh,
    body: of.body,
    bodyZh: of.bodyZh,
  }
  return (
    <Section title={of ? t('template.next') : t('message-templates.new')}>
      <Form
        of={MessageTemplateDraft}
        from={from ?? { channel: 'sms', class: 'SERVICE', urgent: false, subject: null, subjectZh: null }}
        send={t('template.draft')}
        onCancel={done}
        onSend={async (body) => {
          await send.mutateAsync({ body })
          void notify(t('template.drafted'))
          done()
        }}
      >
        <Fields>
          <TextField name="code" label={t('template.code')} required maxLength={40} disabled={of !== undefined} />
          <SelectField
            name="channel"
            label={t('message.channel')}
            required
            disabled={of !== undefined}
            choices={messageChannels.map((value) => ({ value, label: t(`message-channel.${value}`) }))}
          />
          <SelectField
            name="class"
            label={t('message.class')}
            required
            choices={messageClasses.map((value) => ({ value, label: t(`message-class.${value}`) }))}
          />
          <SwitchField name="urgent" label={t('template.urgent.long')} />
          <TextField name="nameZh" label={t('template.name-zh')} required maxLength={80} />
          <TextField name="name" label={t('template.name')} required maxLength={80} />
          <TextField name="subjectZh" label={t('template.subject-zh')} maxLength={120} empty="null" />
          <TextField name="subject" label={t('template.subject')} maxLength={120} empty="null" />
        </Fields>
        <LongTextField name="bodyZh" label={t('template.body-zh')} required maxLength={4000} rows={4} />
        <LongTextField name="body" label={t('template.body')} required maxLength={4000} rows={4} />
        <p>{t('template.variables', { names: scriptVariables.map((name) => `{${name}}`).join(' ') })}</p>
      </Form>
    </Section>
  )
}

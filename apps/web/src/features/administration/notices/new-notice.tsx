import { NoticeDraft, notices } from '@rapport/contract/administration/notices'
import { useAsk, useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { DayField, LongTextField, SwitchField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { SeveralField } from '#ui/several-field.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { changedNotices } from './refresh.ts'

const empty = { title: '', body: '', confirm: false, roleIds: [], publishOn: null, publishTime: null, expiresOn: null }

/** Publishes a notice: what it says, to whom, and when. */
export function NewNotice({ onDone }: { onDone: () => void }) {
  const { t, locale } = useWords()
  const { today, unit } = useViewer()
  const choices = useAsk(notices.choices)
  const publish = useSend(notices.publish, { refresh: changedNotices })
  return (
    <Section title={t('notices.new')}>
      <Answered answer={choices}>
        {({ units, roles }) => (
          <Form
            of={NoticeDraft}
            from={{ ...empty, unitIds: units.some(({ id }) => id === unit.id) ? [unit.id] : [] }}
            send={t('notices.publish')}
            onCancel={onDone}
            onSend={async (body) => {
              const { reach, state } = await publish.mutateAsync({ body })
              void notify(t(state === 'planned' ? 'notices.planned' : 'notices.done', { count: reach?.people ?? 0 }))
              onDone()
            }}
          >
            <Fields>
              <TextField name="title" label={t('notice.title')} required maxLength={200} wide autoFocus />
              <LongTextField name="body" label={t('notice.body')} required maxLength={10_000} rows={6} />
            </Fields>
            <Fields title={t('notice.to-whom')}>
              <SeveralField
                name="unitIds"
                label={t('notice.units')}
                hint={t('notice.units-hint')}
                required
                choices={units.map(({ id, name }) => ({ value: id, label: name }))}
              />
              <SeveralField
                name="roleIds"
                label={t('notice.roles')}
                hint={t('notice.roles-hint')}
                choices={roles.map(({ id, name, nameZh }) => ({
                  value: id,
                  label: locale === 'zh-CN' ? nameZh : name,
                }))}
              />
            </Fields>
            <Fields title={t('notice.when')}>
              <DayField name="publishOn" label={t('notice.publish-on')} hint={t('notice.publish-hint')} min={today} />
              <TextField name="publishTime" type="time" label={t('notice.publish-time')} empty="null" />
              <DayField name="expiresOn" label={t('notice.expires-on')} min={today} />
              <SwitchField name="confirm" label={t('notice.asks-confirm')} />
            </Fields>
          </Form>
        )}
      </Answered>
    </Section>
  )
}

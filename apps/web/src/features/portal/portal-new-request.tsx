import { portal } from '@rapport/contract/service/portal'
import { useNavigate } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { LongTextField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Answered } from '#ui/states.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { PortalPage } from './portal-page.tsx'

/** Asks the firm for something, or complains. */
export function PortalNewRequest() {
  const { t } = useWords()
  const nameOf = useNameOf()
  const navigate = useNavigate()
  const classes = useAsk(portal.requestClasses)
  const send = useSend(portal.makeRequest, { refresh: [portal.requests] })
  const back = () => void navigate('/portal/requests')
  return (
    <PortalPage title={t('portal.request.new')}>
      <Answered answer={classes} lines={6}>
        {({ items }) => (
          <Form
            of={portal.makeRequest.body}
            from={{ classCode: items.some(({ code }) => code === 'enquiry') ? 'enquiry' : '', title: '', details: '' }}
            send={t('portal.request.send')}
            onCancel={back}
            onSend={async (body) => {
              const { number } = await send.mutateAsync({ body })
              await navigate('/portal/requests')
              void notify(t('portal.request.sent', { number }))
            }}
          >
            <Fields>
              <SelectField
                name="classCode"
                label={t('portal.request.class')}
                required
                choices={items.map((one) => ({ value: one.code, label: nameOf(one) }))}
              />
              <TextField name="title" label={t('portal.request.title')} maxLength={120} required wide />
              <LongTextField name="details" label={t('portal.request.details')} rows={6} maxLength={4000} required />
            </Fields>
          </Form>
        )}
      </Answered>
    </PortalPage>
  )
}

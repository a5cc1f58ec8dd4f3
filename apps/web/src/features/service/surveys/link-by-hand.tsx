import type { Survey } from '@rapport/contract/service/survey-shapes'
import { surveys } from '@rapport/contract/service/surveys'
import { useState } from 'react'
import { useSend } from '#api/query.ts'
import { CustomerField } from '#features/service/care-visits/customer-field.tsx'
import { Copy } from '#ui/copy.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import { changedSurveys } from './refresh.ts'

/** A link for one customer, shown this once. */
export function LinkByHand({ survey }: { survey: Survey }) {
  const { t } = useWords()
  const [link, setLink] = useState<string>()
  const send = useSend(surveys.link, { refresh: changedSurveys })
  return (
    <Section title={t('survey.by-hand')}>
      <Form
        light
        key={link ?? ''}
        of={surveys.link.body}
        send={t('survey.by-hand.make')}
        onSend={async (body) => {
          const { path } = await send.mutateAsync({ params: { id: survey.id }, body })
          setLink(window.location.origin + path)
        }}
      >
        <Fields>
          <CustomerField name="customerId" />
        </Fields>
      </Form>
      {link && (
        <p role="status">
          {t('survey.by-hand.once')} <code>{link}</code> <Copy value={link} />
        </p>
      )}
    </Section>
  )
}

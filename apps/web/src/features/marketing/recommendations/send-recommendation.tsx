import {
  type RecommendedProduct,
  recommendations as recommendationCalls,
} from '@rapport/contract/marketing/recommendations'
import { type RecommendationDraft, spokenWays } from '@rapport/contract/marketing/recommendations-made'
import { messageTemplates, recommends } from '@rapport/contract/service/message-templates'
import { messages } from '@rapport/contract/service/messages'
import { spokenText } from '@rapport/contract/service/moment-rule'
import { z } from 'zod'
import { useAsk, useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { LongTextField, SelectField } from '#ui/fields.tsx'
import { Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { changedRecommendations } from './refresh.ts'

/** A template by its id, or a way by word of mouth. */
const Fields = z.strictObject({ way: z.string(), text: spokenText(1000) })
const isSpoken = (way: string): way is (typeof spokenWays)[number] => (spokenWays as readonly string[]).includes(way)

interface Props {
  customerId: string
  product: RecommendedProduct['product']
  done: () => void
}

/** Recommends a product by approved words that carry its risk notice, or writes down that it was done by word of mouth. */
export function SendRecommendation({ customerId, product, done }: Props) {
  const { t } = useWords()
  const nameOf = useNameOf()
  const writes = useMay(messages.send)
  const answer = useAsk(messageTemplates.list, {}, { enabled: writes })
  const send = useSend(recommendationCalls.send, { refresh: changedRecommendations })
  const templates = (answer.data?.items ?? []).filter((one) => one.state === 'approved' && recommends(one))
  const choices = [
    ...templates.map((one) => ({ value: one.id, label: `${nameOf(one)} · ${t(`message-channel.${one.channel}`)}` })),
    ...spokenWays.map((value) => ({ value, label: t(`recommendations.spoken.${value}`) })),
  ]
  return (
    <Form
      light
      of={Fields}
      from={{ text: '' }}
      send={t('recommendations.send')}
      onCancel={done}
      placeOf={(field) => (field === 'templateId' ? t('recommendations.way') : nameOf(product))}
      onSend={async ({ way, text }) => {
        const said = { productId: product.id, text }
        const body: RecommendationDraft = isSpoken(way)
          ? { by: 'speech', ...said, channel: way }
          : { by: 'letter', ...said, templateId: way, language: null }
        await send.mutateAsync({ params: { id: customerId }, body })
        void notify(t(isSpoken(way) ? 'recommendations.written-down' : 'recommendations.sent'))
        done()
      }}
    >
      <SelectField name="way" label={t('recommendations.way')} choices={choices} required wide />
      <LongTextField name="text" label={t('recommendations.text')} required maxLength={1000} />
      <p>{t('recommendations.with-notice')}</p>
    </Form>
  )
}

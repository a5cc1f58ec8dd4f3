import { rates } from '@rapport/contract/administration/rates'
import { useSend } from '#api/query.ts'
import { DayField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'

/** Records what one unit of a currency was worth in CNY on a day; the same day again corrects it. */
export function RecordFxRate({ done }: { done: () => void }) {
  const { t } = useWords()
  const send = useSend(rates.recordCurrency, { refresh: [rates.list] })
  return (
    <Form
      of={rates.recordCurrency.body}
      from={{ source: null }}
      light
      send={t('rate.record-currency')}
      onCancel={done}
      onSend={async (body) => {
        await send.mutateAsync({ body })
        void notify(t('rate.recorded'))
        done()
      }}
    >
      <Fields>
        <TextField name="currency" label={t('security.currency')} required maxLength={3} placeholder="USD" />
        <DayField name="day" label={t('assets.day')} required />
        <TextField name="rate" label={t('rate.worth')} hint={t('rate.worth.about')} required maxLength={21} />
        <TextField name="source" label={t('rate.source')} maxLength={200} empty="null" />
      </Fields>
    </Form>
  )
}

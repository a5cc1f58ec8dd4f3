import { feeComponents, feeMarkets, feeSecurityKinds, feeSides, rates } from '@rapport/contract/administration/rates'
import { useSend } from '#api/query.ts'
import { DayField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'

/** Records what is taken of a trade from a day on; the same day again corrects it. */
export function RecordFeeRate({ done }: { done: () => void }) {
  const { t } = useWords()
  const send = useSend(rates.recordFee, { refresh: [rates.list] })
  const choices = (
    values: readonly ('buy' | 'sell' | 'both' | (typeof feeComponents)[number] | 'stock' | 'fund' | 'bond')[],
  ) => values.map((value) => ({ value, label: t(`fee.${value}`) }))
  return (
    <Form
      of={rates.recordFee.body}
      from={{ securityKind: 'stock', side: 'both', validTo: null, source: null, verifiedOn: null }}
      light
      send={t('rate.record-fee')}
      onCancel={done}
      onSend={async (body) => {
        await send.mutateAsync({ body })
        void notify(t('rate.recorded'))
        done()
      }}
    >
      <Fields>
        <SelectField name="component" label={t('rate.fee')} required choices={choices(feeComponents)} />
        <SelectField
          name="market"
          label={t('security.market')}
          required
          choices={feeMarkets.map((value) => ({ value, label: value }))}
        />
        <SelectField name="securityKind" label={t('rate.kind')} required choices={choices(feeSecurityKinds)} />
        <SelectField name="side" label={t('trade.side')} required choices={choices(feeSides)} />
        <TextField name="rate" label={t('rate.rate')} hint={t('rate.rate.about')} required maxLength={12} />
        <DayField name="validFrom" label={t('rate.valid-from')} required />
        <DayField name="validTo" label={t('rate.valid-to')} />
        <DayField name="verifiedOn" label={t('rate.verified-on')} />
        <TextField name="source" label={t('rate.source')} maxLength={200} empty="null" />
      </Fields>
    </Form>
  )
}

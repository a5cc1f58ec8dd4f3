import {
  type ProductClass,
  productBoards,
  productClasses,
  productKinds,
} from '@rapport/contract/administration/product-classes'
import { useSend } from '#api/query.ts'
import { DayField, NumberField, SelectField, SwitchField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'

/** A new rule from a day on; what holds at its place ends the day before. */
export function AddProductClass({ done }: { done: () => void }) {
  const { t } = useWords()
  const send = useSend(productClasses.add, { refresh: [productClasses.list] })
  const pattern = (name: string, label: string) => (
    <TextField name={name} label={label} hint={t('product-classes.pattern.about')} maxLength={120} empty="null" />
  )
  return (
    <Section title={t('product-classes.add')}>
      <Form
        of={productClasses.add.body}
        from={{ inTurnover: true, validTo: null, board: null, source: null }}
        send={t('product-classes.add')}
        onCancel={done}
        onSend={async (body) => {
          await send.mutateAsync({ body })
          void notify(t('product-classes.added'))
          done()
        }}
      >
        <Fields>
          <NumberField
            name="place"
            label={t('product-classes.place')}
            hint={t('product-classes.place.about')}
            required
            min={1}
          />
          <DayField name="validFrom" label={t('product-classes.from')} required />
          <DayField name="validTo" label={t('product-classes.to')} />
          <SelectField
            name="product"
            label={t('product-classes.product')}
            required
            choices={productKinds.map((value) => ({ value, label: t(`analysis.product.${value}`) }))}
          />
          <SelectField
            name="board"
            label={t('product-classes.board')}
            clearable
            choices={productBoards.map((value) => ({ value, label: t(`analysis.board.${value}`) }))}
          />
          <NumberField name="riskGrade" label={t('product-classes.grade')} required min={1} max={5} />
          {pattern('categoryPattern', t('product-classes.category'))}
          {pattern('codePattern', t('product-classes.code'))}
          {pattern('namePattern', t('product-classes.name'))}
          {pattern('marketPattern', t('product-classes.market'))}
          <TextField name="source" label={t('product-classes.source')} maxLength={200} empty="null" />
          <SwitchField name="inTurnover" label={t('product-classes.in-turnover')} />
        </Fields>
      </Form>
    </Section>
  )
}

/** The last day of a rule; refused where somebody changed it since it was read. */
export function EndProductClass({ of, done }: { of: ProductClass; done: () => void }) {
  const { t } = useWords()
  const send = useSend(productClasses.end, { refresh: [productClasses.list] })
  return (
    <Section title={t('product-classes.end-of', { place: of.place })}>
      <Form
        of={productClasses.end.body}
        from={of.validTo ? { validTo: of.validTo } : {}}
        light
        send={t('product-classes.end')}
        onCancel={done}
        onSend={async (body) => {
          await send.mutateAsync({ params: { id: of.id }, version: of.version, body })
          void notify(t('product-classes.ended'))
          done()
        }}
      >
        <Fields>
          <DayField name="validTo" label={t('product-classes.last-day')} required />
        </Fields>
      </Form>
    </Section>
  )
}

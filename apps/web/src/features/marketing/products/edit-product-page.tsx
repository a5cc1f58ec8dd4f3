import { type Product, ProductDraft, ProposalDraft, products } from '@rapport/contract/marketing/products'
import { useNavigate, useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Page } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { FactFields, FeeFields, RatingFields } from './product-fields.tsx'
import { changedProducts } from './refresh.ts'

/** A new product, or what is proposed of one that is there. */
export function EditProductPage() {
  const { t } = useWords()
  const nameOf = useNameOf()
  const { id } = useParams()
  const allowed = useMay(products.draft)
  const answer = useAsk(products.open, { params: { id: id ?? '' } }, { enabled: allowed && id !== undefined })
  const of = answer.data
  return (
    <Page
      title={t(id === undefined ? 'products.new' : 'products.propose')}
      crumbs={[
        { label: t('products.title'), to: '/products' },
        ...(of ? [{ label: nameOf(of), to: `/products/${of.id}` }] : []),
      ]}
      narrow
    >
      {!allowed && <NotAllowed />}
      {allowed && id === undefined && <NewProduct />}
      {allowed && id !== undefined && (
        <Answered answer={answer} lines={12}>
          {(found) => <EditProduct key={found.id} of={found} />}
        </Answered>
      )}
    </Page>
  )
}

function NewProduct() {
  const { t } = useWords()
  const { today } = useViewer()
  const go = useNavigate()
  const send = useSend(products.draft, { refresh: changedProducts })
  return (
    <Form
      of={ProductDraft}
      from={{
        ...{ currency: 'CNY', termDays: null, complex: false, fees: [], targetMarket: null, targetMarketZh: null },
        ...{ onShelfOn: today, offShelfOn: null, securityId: null, minimumAmount: '' },
        rating: { grade: 3, effectiveFrom: today, method: 'model', reason: '' },
      }}
      send={t('products.keep-draft')}
      onCancel={() => void go('/products')}
      onSend={async (body) => {
        const { id } = await send.mutateAsync({ body })
        void notify(t('products.drafted'))
        void go(`/products/${id}`)
      }}
    >
      <Fields>
        <TextField name="code" label={t('products.code')} required maxLength={40} />
      </Fields>
      <FactFields />
      <FeeFields />
      <RatingFields />
    </Form>
  )
}

function EditProduct({ of }: { of: Product }) {
  const { t } = useWords()
  const { today } = useViewer()
  const go = useNavigate()
  const send = useSend(products.propose, { refresh: changedProducts })
  const { type, name, nameZh, issuer, currency, termDays, minimumAmount, complex, fees } = of
  const facts = of.proposal?.facts ?? {
    ...{ type, name, nameZh, issuer, currency, termDays, minimumAmount, complex, fees },
    ...{ targetMarket: of.targetMarket, targetMarketZh: of.targetMarketZh },
    ...{ onShelfOn: of.onShelfOn, offShelfOn: of.offShelfOn, securityId: of.security?.id ?? null },
  }
  const rating = of.proposal?.rating ?? null
  return (
    <Form
      of={ProposalDraft}
      from={{ ...facts, rating }}
      send={t('products.keep-draft')}
      onCancel={() => void go(`/products/${of.id}`)}
      onSend={async (body) => {
        await send.mutateAsync({ params: { id: of.id }, version: of.version, body })
        void notify(t('products.drafted'))
        void go(`/products/${of.id}`)
      }}
    >
      <FactFields security={of.security} />
      <FeeFields />
      <RatingFields
        optional={of.ratings.length > 0}
        fresh={{ grade: of.grade ?? 3, effectiveFrom: today, method: 'model', reason: '' }}
      />
    </Form>
  )
}

import { Button } from '@mantine/core'
import { type Product, products } from '@rapport/contract/marketing/products'
import { Link, useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { ApprovalOf } from '#features/administration/approvals/approval-of.tsx'
import { ChecksOfProduct } from '#features/customer/suitability-checks/checks-of-product.tsx'
import { ArticlesAbout } from '#features/marketing/articles/articles-about.tsx'
import { Day, Instant } from '#ui/day.tsx'
import { notify } from '#ui/notify.tsx'
import { Facts, Page, Section } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { useNameOf } from '#words/name-of.ts'
import { fieldText, problemText, refusedIn } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { ProductDocuments } from './product-documents.tsx'
import { ProductFactList } from './product-fact-list.tsx'
import { ProductMark } from './product-mark.tsx'
import { ProductRatings } from './product-ratings.tsx'
import classes from './products.module.css'
import { changedProducts } from './refresh.ts'
import { StopProduct } from './stop-product.tsx'

/** A product: facts, ratings by date, documents, how far its admission is, and what is proposed of it. */
export function ProductPage() {
  const { t } = useWords()
  const nameOf = useNameOf()
  const { id = '' } = useParams()
  const allowed = useMay(products.open)
  const answer = useAsk(products.open, { params: { id } }, { enabled: allowed })
  return (
    <Page
      title={answer.data ? nameOf(answer.data) : t('products.title')}
      crumbs={[{ label: t('products.title'), to: '/products' }]}
      about={
        answer.data && (
          <>
            {answer.data.code} <ProductMark of={answer.data} />
          </>
        )
      }
      actions={answer.data && <Propose of={answer.data} />}
    >
      {allowed ? (
        <Answered answer={answer} lines={12}>
          {(of) => (
            <>
              <Admission of={of} />
              <Section title={t('products.facts')}>
                <ProductFactList of={of} security={of.security} />
              </Section>
              <ProductRatings of={of.ratings} grade={of.grade} />
              <ProductDocuments of={of} />
              <ArticlesAbout productId={of.id} />
              <ChecksOfProduct productId={of.id} />
            </>
          )}
        </Answered>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

/** The way to the editor, unless something is under review. */
const Propose = ({ of }: { of: Product }) => {
  const { t } = useWords()
  if (of.proposal?.state === 'review') return null
  return (
    <Allowed to={products.propose}>
      <Button variant="default" component={Link} to={`/products/${of.id}/edit`}>
        {t(of.state === 'draft' || of.proposal ? 'products.edit' : 'products.propose')}
      </Button>
    </Allowed>
  )
}

function Admission({ of }: { of: Product }) {
  const { t } = useWords()
  return (
    <Section title={t('products.admission')} actions={<StopProduct of={of} />}>
      {of.blocked && (
        <p role="status" className={classes.stopped}>
          <strong>{t('products.blocked-by', { name: of.blocked.by?.name ?? '–' })}</strong> {of.blocked.reason}{' '}
          <Instant at={of.blocked.at} />
        </p>
      )}
      {of.withdrawnReason && (
        <p>
          <strong>{t('products.standing.withdrawn')}</strong> {of.withdrawnReason}
        </p>
      )}
      <p>{t(`products.standing.${of.standing}.text`)}</p>
      <Facts
        of={[
          [t('products.made-by'), of.madeBy?.name],
          [t('products.admitted-at'), <Instant key="at" at={of.admittedAt} />],
        ]}
      />
      <ApprovalOf kind="product-admission" id={of.id} />
      {of.proposal && <Proposed of={of} proposal={of.proposal} />}
    </Section>
  )
}

/** What is proposed, where it differs from what holds, and the way to have it reviewed. */
function Proposed({ of, proposal }: { of: Product; proposal: NonNullable<Product['proposal']> }) {
  const { t } = useWords()
  const send = useSend(products.submit, { refresh: changedProducts })
  const { rating } = proposal
  return (
    <>
      <h3 className={classes.proposed}>
        {t('products.proposal', { name: proposal.madeBy?.name ?? '–' })} <Instant at={proposal.madeAt} />
      </h3>
      {of.state !== 'draft' && of.state !== 'review' && <ProductFactList of={proposal.facts} differsFrom={of} />}
      {rating && (
        <p>
          {t('products.rating.proposed', { grade: `R${rating.grade}`, method: t(`products.method.${rating.method}`) })}{' '}
          <Day on={rating.effectiveFrom} /> {rating.reason}
        </p>
      )}
      {proposal.state === 'draft' && (
        <Allowed to={products.submit}>
          <div>
            <Button
              loading={send.isPending}
              onClick={() =>
                // A refusal is told below.
                void send.mutateAsync({ params: { id: of.id }, version: of.version }).then(
                  () => notify(t('products.submitted')),
                  () => undefined,
                )
              }
            >
              {t('products.submit')}
            </Button>
          </div>
          {send.error && (
            <p role="alert" className={classes.problem}>
              <strong>{problemText(send.error).title}</strong>{' '}
              {refusedIn(send.error)
                .map(({ code }) => fieldText(code))
                .join(' ') || problemText(send.error).advice}
            </p>
          )}
        </Allowed>
      )}
    </>
  )
}

import { Button } from '@mantine/core'
import { type Article, type ArticleVersion, articles } from '@rapport/contract/marketing/articles'
import { Link, useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { Allowed, useMay, useViewer } from '#api/viewer.tsx'
import { ApprovalOf } from '#features/administration/approvals/approval-of.tsx'
import { Instant } from '#ui/day.tsx'
import { notify } from '#ui/notify.tsx'
import { Facts, Page, Section } from '#ui/page.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { useNameOf } from '#words/name-of.ts'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { ArticleMark } from './article-mark.tsx'
import { ArticleText } from './article-text.tsx'
import classes from './articles.module.css'
import { changedArticles } from './refresh.ts'
import { WithdrawArticle } from './withdraw-article.tsx'

/** An article: the version that holds, what is being written of it, and what held before. */
export function ArticlePage() {
  const { t } = useWords()
  const { id = '' } = useParams()
  const allowed = useMay(articles.open)
  const answer = useAsk(articles.open, { params: { id } }, { enabled: allowed })
  const of = answer.data
  return (
    <Page
      title={(of?.holds ?? of?.open)?.title ?? t('article.title')}
      crumbs={[{ label: t('article.title'), to: '/articles' }]}
      about={of && <ArticleMark state={of.state} />}
      actions={
        of && (
          <>
            <WithdrawArticle of={of} />
            {of.holds && !of.open && (
              <Allowed to={articles.draftNext}>
                <Button variant="default" component={Link} to={`/articles/${id}/edit`}>
                  {t('article.next')}
                </Button>
              </Allowed>
            )}
          </>
        )
      }
    >
      {allowed ? (
        <Answered answer={answer} lines={12}>
          {(article) => (
            <>
              {article.withdrawn && (
                <p role="status" className={classes.stopped}>
                  <strong>{t('article.withdrawn-by', { name: article.withdrawn.by?.name ?? '–' })}</strong>{' '}
                  {article.withdrawn.reason} <Instant at={article.withdrawn.at} />
                </p>
              )}
              {article.open && <Open of={article} open={article.open} />}
              {article.holds && <Holds of={article} holds={article.holds} />}
              {article.earlier.length > 0 && <Earlier of={article.earlier} />}
            </>
          )}
        </Answered>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function Holds({ of, holds }: { of: Article; holds: ArticleVersion }) {
  const { t } = useWords()
  const nameOf = useNameOf()
  return (
    <Section title={t('article.holds', { number: holds.number })}>
      <Facts
        of={[
          [t('article.category'), t(`article.category.${holds.category}`)],
          [t('article.unit'), of.unit.name],
          [t('article.written-by'), holds.writtenBy?.name ?? '–'],
          [t('article.approved-by'), holds.approvedBy?.name ?? '–'],
          [t('article.published-at'), <Instant key="at" at={holds.publishedAt} />],
          [t('article.note'), holds.note ?? '–'],
          [
            t('article.products'),
            holds.products.length === 0 ? (
              '–'
            ) : (
              <span key="products" className={classes.products}>
                {holds.products.map((product) => (
                  <Link key={product.id} to={`/products/${product.id}`}>
                    {nameOf(product)}
                  </Link>
                ))}
              </span>
            ),
          ],
        ]}
      />
      <ArticleText {...holds} />
    </Section>
  )
}

/** What is being written or reviewed; its writer changes, submits and drops it. */
function Open({ of, open }: { of: Article; open: ArticleVersion }) {
  const { t } = useWords()
  const { id } = useViewer()
  return (
    <Section title={t('article.open', { number: open.number })}>
      <p>{t(`article.open.${open.state === 'review' ? 'review' : 'draft'}`, { name: open.writtenBy?.name ?? '–' })}</p>
      {open.note && <p>{open.note}</p>}
      <ApprovalOf kind="article" id={of.id} />
      {open.state === 'draft' && open.writtenBy?.id === id && <Go of={of} open={open} />}
      <details className={classes.version} open={of.holds === null}>
        <summary>{open.title}</summary>
        <ArticleText {...open} />
      </details>
    </Section>
  )
}

function Go({ of, open }: { of: Article; open: ArticleVersion }) {
  const { t } = useWords()
  const submit = useSend(articles.submit, { refresh: changedArticles })
  const drop = useSend(articles.drop, { refresh: changedArticles })
  const ask = { params: { id: open.id }, version: open.version }
  // A refusal is told below.
  const told = (sent: Promise<unknown>, words: string) => void sent.then(() => notify(words)).catch(() => undefined)
  const error = submit.error ?? drop.error
  return (
    <Allowed to={articles.submit}>
      <div className={classes.actions}>
        <Button loading={submit.isPending} onClick={() => told(submit.mutateAsync(ask), t('article.submitted'))}>
          {t('article.submit')}
        </Button>
        <Button variant="default" component={Link} to={`/articles/${of.id}/edit`}>
          {t('article.edit')}
        </Button>
        <Button
          variant="default"
          loading={drop.isPending}
          onClick={() => told(drop.mutateAsync(ask), t('article.dropped'))}
        >
          {t('article.drop')}
        </Button>
      </div>
      {error && (
        <p role="alert" className={classes.problem}>
          <strong>{problemText(error).title}</strong> {problemText(error).advice}
        </p>
      )}
    </Allowed>
  )
}

function Earlier({ of }: { of: ArticleVersion[] }) {
  const { t } = useWords()
  return (
    <Section title={t('article.earlier')}>
      {of.map((version) => (
        <details key={version.id} className={classes.version}>
          <summary>
            {t('article.version-of', { number: version.number, title: version.title })}{' '}
            <Instant at={version.publishedAt} />
          </summary>
          {version.note && <p>{version.note}</p>}
          <ArticleText {...version} />
        </details>
      ))}
    </Section>
  )
}

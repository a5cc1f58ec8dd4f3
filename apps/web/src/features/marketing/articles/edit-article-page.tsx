import {
  type Article,
  ArticleDraft,
  articleCategories,
  articleLanguages,
  articles,
} from '@rapport/contract/marketing/articles'
import { products } from '@rapport/contract/marketing/products'
import { useWatch } from 'react-hook-form'
import { useNavigate, useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { LongTextField, SelectField, TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { Page, Section } from '#ui/page.tsx'
import { SeveralField } from '#ui/several-field.tsx'
import { Answered, NotAllowed } from '#ui/states.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { ArticleText } from './article-text.tsx'
import { changedArticles } from './refresh.ts'

/** A new article, a draft of one's own, or the next version of what holds. */
export function EditArticlePage() {
  const { t } = useWords()
  const { id } = useParams()
  const allowed = useMay(articles.draft)
  const answer = useAsk(articles.open, { params: { id: id ?? '' } }, { enabled: allowed && id !== undefined })
  const of = answer.data
  return (
    <Page
      title={t(id === undefined ? 'article.new' : of?.open ? 'article.edit' : 'article.next')}
      crumbs={[
        { label: t('article.title'), to: '/articles' },
        ...(of ? [{ label: (of.open ?? of.holds)!.title, to: `/articles/${of.id}` }] : []),
      ]}
      narrow
    >
      {!allowed && <NotAllowed />}
      {allowed && id === undefined && <NewArticle />}
      {allowed && id !== undefined && (
        <Answered answer={answer} lines={12}>
          {(found) => <NextVersion key={found.open?.id ?? found.id} of={found} />}
        </Answered>
      )}
    </Page>
  )
}

function NewArticle() {
  const { t, locale } = useWords()
  const go = useNavigate()
  const send = useSend(articles.draft, { refresh: changedArticles })
  return (
    <Form
      of={ArticleDraft}
      from={{ title: '', category: 'business', language: locale, body: '', note: null, productIds: [] }}
      send={t('article.keep-draft')}
      onCancel={() => void go('/articles')}
      onSend={async (body) => {
        const { id } = await send.mutateAsync({ body })
        void notify(t('article.drafted'))
        void go(`/articles/${id}`)
      }}
    >
      <ArticleFields />
    </Form>
  )
}

function NextVersion({ of: { id, open, holds } }: { of: Article }) {
  const { t } = useWords()
  const go = useNavigate()
  const edit = useSend(articles.edit, { refresh: changedArticles })
  const draft = useSend(articles.draftNext, { refresh: changedArticles })
  const { title, category, language, body, products: about } = (open ?? holds)!
  return (
    <Form
      of={ArticleDraft}
      from={{
        title,
        category,
        language,
        body,
        note: open?.note ?? null,
        productIds: about.map((product) => product.id),
      }}
      send={t('article.keep-draft')}
      onCancel={() => void go(`/articles/${id}`)}
      onSend={async (words) => {
        if (open) await edit.mutateAsync({ params: { id: open.id }, version: open.version, body: words })
        else await draft.mutateAsync({ params: { id }, body: words })
        void notify(t('article.drafted'))
        void go(`/articles/${id}`)
      }}
    >
      <ArticleFields />
    </Form>
  )
}

function ArticleFields() {
  const { t } = useWords()
  const nameOf = useNameOf()
  const { data } = useAsk(
    products.list,
    { query: { standing: 'on-shelf', limit: '200' } },
    { enabled: useMay(products.list) },
  )
  return (
    <>
      <Fields>
        <TextField name="title" label={t('article.name')} required maxLength={160} wide autoFocus />
        <SelectField
          name="category"
          label={t('article.category')}
          required
          choices={articleCategories.map((value) => ({ value, label: t(`article.category.${value}`) }))}
        />
        <SelectField
          name="language"
          label={t('article.language')}
          required
          choices={articleLanguages.map((value) => ({ value, label: t(`article.language.${value}`) }))}
        />
        <LongTextField
          name="body"
          label={t('article.body')}
          hint={t('article.body.hint')}
          required
          maxLength={60_000}
          rows={16}
        />
        <SeveralField
          name="productIds"
          label={t('article.products')}
          hint={t('article.products.hint')}
          choices={(data?.items ?? []).map((product) => ({
            value: product.id,
            label: `${nameOf(product)} (${product.code})`,
          }))}
        />
        <TextField name="note" label={t('article.note')} hint={t('article.note.hint')} maxLength={300} empty="null" />
      </Fields>
      <Preview />
    </>
  )
}

/** The text as it will be read. */
function Preview() {
  const { t } = useWords()
  const body = String(useWatch({ name: 'body' }) ?? '')
  const language = useWatch({ name: 'language' }) === 'en' ? 'en' : 'zh-CN'
  if (body.trim() === '') return null
  return (
    <Section title={t('article.preview')}>
      <ArticleText body={body} language={language} />
    </Section>
  )
}

import { articles } from '@rapport/contract/marketing/articles'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { Instant } from '#ui/day.tsx'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './articles.module.css'

/** On the page of a product, what the knowledge base says about it. */
export function ArticlesAbout({ productId }: { productId: string }) {
  const { t } = useWords()
  const allowed = useMay(articles.list)
  const answer = useAsk(articles.list, { query: { product: productId, limit: '20' } }, { enabled: allowed })
  if (!allowed) return null
  return (
    <Section title={t('article.title')}>
      <Answered answer={answer}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t('article.none-about')}</p>
          ) : (
            <ul className={classes.list}>
              {items.map(({ id, title, publishedAt }) => (
                <li key={id}>
                  <Link to={`/articles/${id}`}>{title}</Link> <Instant at={publishedAt} />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  )
}

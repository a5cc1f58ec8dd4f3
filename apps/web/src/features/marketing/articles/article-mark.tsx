import type { Article } from '@rapport/contract/marketing/articles'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

const tones = { draft: 'neutral', review: 'amber', published: 'blue', withdrawn: 'danger' } as const

/** How an article stands. */
export function ArticleMark({ state }: { state: Article['state'] }) {
  const { t } = useWords()
  return <Tag tone={tones[state]}>{t(`article.state.${state}`)}</Tag>
}

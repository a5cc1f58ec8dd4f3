import type { ArticleVersion } from '@rapport/contract/marketing/articles'
import Markdown from 'react-markdown'
import classes from './articles.module.css'

/** Headings of a text stand below that of its section. */
const headings = { h1: 'h3', h2: 'h4', h3: 'h5' } as const

/** A text as it was written, with headings, lists and links; HTML and pictures in it stay words. */
export const ArticleText = ({ body, language }: Pick<ArticleVersion, 'body' | 'language'>) => (
  <div className={classes.text} lang={language}>
    <Markdown components={headings} disallowedElements={['img']} unwrapDisallowed>
      {body}
    </Markdown>
  </div>
)

import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './today.module.css'

interface Line {
  id: string
  name: string
  more: string
  end: ReactNode
}

interface Props<Item> {
  title: string
  about?: string | undefined
  none: string
  answer: {
    data: { items: Item[]; total: number } | undefined
    error: unknown
    isPending: boolean
    refetch: () => unknown
  }
  /** Where all of them are listed. */
  all?: string
  lineOf: (item: Item) => Line
}

/** The first few customers of a list, a line each, and the way to the whole of it. */
export function CustomerLines<Item>({ title, about, none, answer, all, lineOf }: Props<Item>) {
  const { t } = useWords()
  const format = useFormat()
  const total = answer.data?.total ?? 0
  return (
    <Section
      title={title}
      actions={all && total > 0 && <Link to={all}>{t('today.all', { total: format.count(total) })}</Link>}
    >
      {about && <p className={classes.about}>{about}</p>}
      <Answered answer={answer} lines={5}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.about}>{none}</p>
          ) : (
            <ul className={classes.list}>
              {items.map(lineOf).map(({ id, name, more, end }) => (
                <li key={id}>
                  <Link to={`/customers/${id}`} className={`${classes.name} truncate`}>
                    {name}
                  </Link>
                  <span className={`${classes.more} truncate figures`}>{more}</span>
                  <span>{end}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  )
}

import { customers } from '@rapport/contract/customer/customers'
import { Link } from 'react-router'
import { type Ask, useAsk } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { RiskLevel, Validity } from '#features/customer/customers/risk-level.tsx'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './today.module.css'

interface Props {
  title: string
  about?: string
  none: string
  /** The filter as the list has it in its URL. */
  query: Record<string, string>
  sort: { by: string; direction: 'asc' | 'desc' }
  shows: 'validity' | 'risk'
}

type Query = NonNullable<Ask<typeof customers.list>['query']>

/** The first few customers of a list, and the way to the whole of it. */
export function FewCustomers({ title, about, none, query, sort, shows }: Props) {
  const { t } = useWords()
  const { today } = useViewer()
  const format = useFormat()
  const ordered = { ...query, sort: sort.by, direction: sort.direction }
  const answer = useAsk(customers.list, { query: { ...ordered, limit: '8' } as Query })
  return (
    <Section
      title={title}
      actions={
        answer.data &&
        answer.data.total > 0 && (
          <Link to={`/customers?${new URLSearchParams(ordered)}`}>
            {t('today.all', { total: format.count(answer.data.total) })}
          </Link>
        )
      }
    >
      {about && <p className={classes.about}>{about}</p>}
      <Answered answer={answer} lines={5}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.about}>{none}</p>
          ) : (
            <ul className={classes.list}>
              {items.map((one) => (
                <li key={one.id}>
                  <Link to={`/customers/${one.id}`} className={`${classes.name} truncate`}>
                    {one.name}
                  </Link>
                  <span className={`${classes.more} truncate figures`}>
                    {one.customerNo} · {one.unit.name}
                  </span>
                  <span>
                    {shows === 'validity' ? (
                      <Validity to={one.assessmentValidTo} today={today} />
                    ) : (
                      <RiskLevel of={one} />
                    )}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  )
}

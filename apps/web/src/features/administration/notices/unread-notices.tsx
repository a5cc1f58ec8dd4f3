import { notices } from '@rapport/contract/administration/notices'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import { NoticeState } from './notice-state.tsx'
import classes from './notices.module.css'

const FEW = 5

/** Notices that one has still to read or confirm; nothing where there are none. */
export function UnreadNotices() {
  const { t } = useWords()
  const format = useFormat()
  const { data } = useAsk(notices.list, { query: { open: 'true', limit: String(FEW) } })
  if (!data || data.total === 0) return null
  return (
    <Section
      title={t('notices.to-read')}
      actions={<Link to="/notices">{t('today.all', { total: format.count(data.total) })}</Link>}
    >
      <ul className={classes.readers}>
        {data.items.map((one) => (
          <li key={one.id}>
            <Link to={`/notices/${one.id}`}>{one.title}</Link>
            <span className={classes.small}>
              {one.author} <NoticeState of={one} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

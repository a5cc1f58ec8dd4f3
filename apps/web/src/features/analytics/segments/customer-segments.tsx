import { segments } from '@rapport/contract/analytics/segments'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { useSegmentName } from './segment-name.ts'
import classes from './segments.module.css'

/** On the page of a customer: the segments it is in, since when. */
export function CustomerSegments({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const format = useFormat()
  const nameOf = useSegmentName()
  const allowed = useMay(segments.ofCustomer)
  const answer = useAsk(segments.ofCustomer, { params: { id: customerId } }, { enabled: allowed })
  if (!allowed) return null
  return (
    <Section title={t('segment.of-customer')}>
      <Answered answer={answer} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.small}>{t('segment.of-customer.none')}</p>
          ) : (
            <ul className={classes.of}>
              {items.map((segment) => (
                <li key={segment.id}>
                  <Link to={`/segments/${segment.id}`}>{nameOf(segment)}</Link>
                  <span className={classes.small}>{t('segment.since', { day: format.day(segment.enteredOn) })}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  )
}

import { contactPoints } from '@rapport/contract/customer/contact-points'
import { customers } from '@rapport/contract/customer/customers'
import { timeline } from '@rapport/contract/customer/timeline'
import { useEffect } from 'react'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { useStory } from '#features/customer/timeline/story.ts'
import { Day } from '#ui/day.tsx'
import { Facts } from '#ui/page.tsx'
import { SidePanel } from '#ui/side-panel.tsx'
import { Answered } from '#ui/states.tsx'
import { speakOfAllPages, useWords } from '#words/words.ts'
import classes from './customer-peek.module.css'
import { RiskLevel, Validity } from './risk-level.tsx'

interface Props {
  id: string
  onClose: () => void
  onNext: (() => void) | undefined
  onPrevious: (() => void) | undefined
}

/** A customer beside the list: who it is, how to reach them, what happened last. */
export function CustomerPeek({ id, onClose, onNext, onPrevious }: Props) {
  const { t } = useWords()
  const { today } = useViewer()
  const answer = useAsk(customers.open, { params: { id } }, { keep: true })
  useEffect(() => void speakOfAllPages(), [])
  const page = `/customers/${id}`
  return (
    <SidePanel
      title={answer.data?.name ?? t('customers.title')}
      href={page}
      onClose={onClose}
      onNext={onNext}
      onPrevious={onPrevious}
    >
      <Answered answer={answer} lines={6}>
        {(customer) => (
          <>
            <Facts
              of={[
                [
                  t('customer.number'),
                  <span key="number" className="figures">
                    {customer.customerNo}
                  </span>,
                ],
                [t('customer.level'), customer.level && t(`level.${customer.level}`)],
                [t('customer.risk'), <RiskLevel key="risk" of={customer} />],
                [
                  t('customer.assessment-valid-to'),
                  <Validity key="to" to={customer.assessmentValidTo} today={today} />,
                ],
                [t('customer.lifecycle'), t(`lifecycle.${customer.lifecycle}`)],
                [t('customer.opened-on'), <Day key="opened" on={customer.openedOn} />],
                [t('customer.owner'), customer.owner?.name],
                [t('customer.unit'), customer.unit.name],
              ]}
            />
            {customer.note && <p className={classes.note}>{customer.note}</p>}
          </>
        )}
      </Answered>
      <Contacts customerId={id} />
      <Latest customerId={id} page={page} />
    </SidePanel>
  )
}

function Contacts({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const { data } = useAsk(contactPoints.list, { params: { id: customerId } }, { keep: true })
  if (!data || data.items.length === 0) return null
  return (
    <section className={classes.part}>
      <h3>{t('customer.contact-points')}</h3>
      {data.items.map((one) => (
        <div key={one.id} className={classes.pair}>
          <span>{t(`contact.${one.kind}`)}</span>
          <span className="figures">{one.value}</span>
        </div>
      ))}
    </section>
  )
}

function Latest({ customerId, page }: { customerId: string; page: string }) {
  const { t } = useWords()
  const { data } = useAsk(timeline.list, { params: { id: customerId }, query: { limit: '6' } }, { keep: true })
  if (!data || data.items.length === 0) return null
  return (
    <section className={classes.part}>
      <h3>{t('customer.tab.timeline')}</h3>
      {data.items.map((entry) => (
        <LatestEntry key={entry.id} entry={entry} />
      ))}
      <Link to={`${page}?tab=timeline`}>{t('ui.more')}</Link>
    </section>
  )
}

function LatestEntry({ entry }: { entry: Parameters<typeof useStory>[0] }) {
  const { title } = useStory(entry)
  return (
    <div className={classes.pair}>
      <Day on={entry.on} />
      <span>{title}</span>
    </div>
  )
}

import { customers } from '@rapport/contract/customer/customers'
import { type Case, caseLimits } from '@rapport/contract/service/cases'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useMay } from '#api/viewer.tsx'
import { Day, Instant } from '#ui/day.tsx'
import { Facts, Section } from '#ui/page.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import classes from './cases.module.css'
import { useMinutes } from './minutes.ts'

/** Who, what, its answer and its limits. */
export function CaseFacts({ of: one }: { of: Case }) {
  const { t, locale } = useWords()
  const mayOpen = useMay(customers.open)
  const minutes = useMinutes()
  const { customer } = one
  const facts: [string, ReactNode][] = [
    [
      t('case.number'),
      <span key="number" className="figures">
        {one.number}
      </span>,
    ],
    [t('case.class'), `${t(`case-kind.${one.kind}`)} · ${locale === 'en' ? one.class.name : one.class.nameZh}`],
    customer
      ? [
          t('case.customer'),
          mayOpen ? (
            <Link key="customer" to={`/customers/${customer.id}`}>
              {customer.name}
            </Link>
          ) : (
            customer.name
          ),
        ]
      : [t('case.caller'), [one.callerName, one.callerPhone].filter(Boolean).join(' · ')],
    [t('case.channel'), t(`case-channel.${one.channel}`)],
    [t('case.received-at'), <Instant key="received" at={one.receivedAt} />],
    [t('case.handler'), `${one.handler?.name ?? t('case.handler.nobody')} · ${one.unit.name}`],
    [t('case.first-handler'), one.firstHandler?.name],
  ]
  const more = (label: string, value: ReactNode) => {
    if (value !== null && value !== undefined && value !== '') facts.push([label, value])
  }
  more(t('case.topic'), one.topic)
  more(t('case.cause'), one.cause)
  more(t('case.subject'), one.subject?.name)
  more(t('case.complainants'), one.complainants > 1 ? one.complainants : null)
  more(t('case.reasonableness'), one.reasonableness && t(`reasonableness.${one.reasonableness}`))
  more(t('case.response'), one.responseMinutes === null ? null : minutes(one.responseMinutes))
  more(t('case.waited'), one.waitedMinutes > 0 ? minutes(one.waitedMinutes) : null)
  more(t('case.extended'), one.extendedDays > 0 ? t('case.days', { value: one.extendedDays }) : null)
  more(t('case.escalated-to'), one.escalatedTo && t(`escalation.${one.escalatedTo}`))
  more(t('case.closed-at'), one.closedAt && <Instant key="closed" at={one.closedAt} />)
  more(t('case.resolution'), one.resolutionMinutes === null ? null : minutes(one.resolutionMinutes))
  more(t('case.on-time'), one.onTime === null ? null : t(one.onTime ? 'case.on-time.true' : 'case.on-time.false'))
  more(t('case.settlement'), one.settlement && t(`settlement.${one.settlement}`))
  more(t('case.satisfaction'), one.satisfaction && t('case.satisfaction.value', { value: one.satisfaction }))
  more(t('case.disputed'), one.disputed === null ? null : t(one.disputed ? 'case-classes.yes' : 'case-classes.no'))
  more(t('case.step.follow-up.on'), one.followUpOn && <Day key="follow-up" on={one.followUpOn} />)
  return (
    <>
      {one.details && <p className={classes.said}>{one.details}</p>}
      <Facts of={facts} />
      {one.reason && <Said title={t('case.reason')} text={one.reason} />}
      {one.answer && (
        <Said
          title={t('case.answer')}
          text={one.answer}
          by={[
            one.proposedBy && `${t('case.proposed-by')} ${one.proposedBy}`,
            one.approvedBy && `${t('case.approved-by')} ${one.approvedBy}`,
          ]}
        />
      )}
      <Limits of={one} />
    </>
  )
}

function Said({ title, text, by = [] }: { title: string; text: string; by?: (string | null)[] }) {
  return (
    <Section title={title}>
      <p className={classes.said}>{text}</p>
      <p className={classes.about}>{by.filter(Boolean).join(' · ')}</p>
    </Section>
  )
}

/** Each limit with its day, and whether it was kept. */
function Limits({ of: one }: { of: Case }) {
  const { t } = useWords()
  const due = {
    acknowledge: one.acknowledgeDueAt,
    accept: one.acceptDueAt,
    target: one.targetDueAt,
    finish: one.finishDueAt,
  }
  return (
    <Section title={t('case.limits')}>
      <Facts
        of={caseLimits
          .filter((limit) => due[limit] !== null)
          .map((limit) => [
            t(`case.limit.${limit}`),
            <span key={limit} className={classes.limit}>
              <Instant at={due[limit]} />
              {one.breaches.includes(limit) && <Tag tone="amber">{t('case.limit.missed')}</Tag>}
            </span>,
          ])}
      />
    </Section>
  )
}

import { Button } from '@mantine/core'
import { type CustomerPlan, servicePlans } from '@rapport/contract/service/service-plans'
import { useState } from 'react'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { Day } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { EndPlan } from './end-plan.tsx'
import { PlanMark } from './member-list.tsx'
import classes from './plans.module.css'
import { StartPlan } from './start-plan.tsx'

/** So many steps to come are shown of each plan. */
const NEXT = 3

/** On the page of a customer: the plans they are in, since when, what comes next and what is overdue. */
export function PlansSection({ customerId }: { customerId: string }) {
  const { t } = useWords()
  const allowed = useMay(servicePlans.ofCustomer)
  const [starting, setStarting] = useState(false)
  const answer = useAsk(servicePlans.ofCustomer, { params: { id: customerId } }, { enabled: allowed })
  if (!allowed) return null
  return (
    <Section
      title={t('service-plans.of-customer')}
      actions={
        !starting && (
          <Allowed to={servicePlans.start}>
            <Button variant="subtle" onClick={() => setStarting(true)}>
              {t('service-plans.start')}
            </Button>
          </Allowed>
        )
      }
    >
      {starting && <StartPlan customerId={customerId} done={() => setStarting(false)} />}
      <Answered answer={answer} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.small}>{t('service-plans.of-customer.none')}</p>
          ) : (
            <ul className={classes.plans}>
              {items.map((one) => (
                <InPlan key={one.id} of={one} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Section>
  )
}

function InPlan({ of: one }: { of: CustomerPlan }) {
  const { t } = useWords()
  const format = useFormat()
  const nameOf = useNameOf()
  const [ending, setEnding] = useState(false)
  return (
    <li>
      <div className={classes.head}>
        <Link to={`/service-plans/${one.plan.id}`}>{nameOf(one.plan)}</Link>
        <PlanMark of={one} />
      </div>
      <p className={classes.small}>
        {t(`plan-since.${one.cause}`, { day: format.day(one.startedOn) })}
        {one.endedOn && ` · ${t('service-plan.ended-on', { day: format.day(one.endedOn) })}`}
      </p>
      {one.next.length > 0 && (
        <ol className={classes.next} aria-label={t('service-plan.next-steps')}>
          {one.next.slice(0, NEXT).map((step) => (
            <li key={`${step.on} ${step.name}`}>
              <Day on={step.on} /> {nameOf(step)} · {t(`channel.${step.channel}`)}
            </li>
          ))}
        </ol>
      )}
      {one.endedOn === null && !ending && (
        <Allowed to={servicePlans.end}>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('service-plan.end-named', { name: nameOf(one.plan) })}
            onClick={() => setEnding(true)}
          >
            {t('service-plan.end')}
          </Button>
        </Allowed>
      )}
      {ending && <EndPlan of={one} done={() => setEnding(false)} />}
    </li>
  )
}

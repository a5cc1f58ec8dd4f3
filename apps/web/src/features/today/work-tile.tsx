import type { WorkPart } from '@rapport/contract/analytics/dashboard-tiles'
import { useViewer } from '#api/viewer.tsx'
import { addDays } from '#ui/days.ts'
import { useWords } from '#words/words.ts'
import { CustomersAtRisk } from './customers-at-risk.tsx'
import { DueVisits } from './due-visits.tsx'
import { FewCustomers } from './few-customers.tsx'
import { Figures } from './figures.tsx'
import { IdleCash } from './idle-cash.tsx'
import { TasksToDo } from './tasks-to-do.tsx'

/** Days before its end in which a risk assessment is asked for anew. */
const SOON = 30
/** Days after which a customer whom nobody contacted is shown. */
const LONG = 90

/** One part of the daily work: what is to be done now, of the customers in sight. */
export function WorkTile({ part }: { part: WorkPart }) {
  const { t } = useWords()
  const { today, scope } = useViewer()
  const latest = { by: 'updatedAt', direction: 'desc' } as const
  switch (part) {
    case 'counts':
      return <Figures />
    case 'tasks':
      return <TasksToDo />
    case 'birthdays':
      return (
        <FewCustomers
          title={t('today.birthdays')}
          none={t('today.birthdays.none')}
          query={{ birthdayWithin: '7' }}
          sort={latest}
          shows="risk"
        />
      )
    case 'not-contacted':
      return (
        <FewCustomers
          title={t('today.not-contacted')}
          about={t('today.not-contacted.about', { days: LONG })}
          none={t('today.not-contacted.none')}
          query={{ notContactedFor: String(LONG), lifecycle: 'active' }}
          sort={latest}
          shows="risk"
        />
      )
    case 'visits':
      return <DueVisits own={scope === 'own'} />
    case 'overdue':
      return <DueVisits own={scope === 'own'} overdue />
    case 'expired':
      return (
        <FewCustomers
          title={t('today.expired')}
          about={t('today.expired.about')}
          none={t('today.expired.none')}
          query={{ assessmentExpired: 'true' }}
          sort={latest}
          shows="validity"
        />
      )
    case 'expiring':
      return (
        <FewCustomers
          title={t('today.expiring')}
          about={t('today.expiring.about', { days: SOON })}
          none={t('today.expiring.none')}
          query={{ assessmentFrom: today, assessmentTo: addDays(today, SOON) }}
          sort={latest}
          shows="validity"
        />
      )
    case 'at-risk':
      return <CustomersAtRisk />
    case 'idle-cash':
      return <IdleCash />
    case 'changed':
      return (
        <FewCustomers title={t('today.updated')} none={t('today.updated.none')} query={{}} sort={latest} shows="risk" />
      )
  }
}

import { customers } from '@rapport/contract/customer/customers'
import { careVisits } from '@rapport/contract/service/care-visits'
import { may, useViewer } from '#api/viewer.tsx'
import { useFormat } from '#ui/format.ts'
import { Page } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'
import { DueVisits } from './due-visits.tsx'
import { FewCustomers } from './few-customers.tsx'
import { Figures } from './figures.tsx'
import { OwnCharts } from './own-charts.tsx'
import { Places } from './places.tsx'
import classes from './today.module.css'

/** What to do now: an account manager's visits and customers, a service agent's queue, a manager's figures. */
export function TodayPage() {
  const { t } = useWords()
  const viewer = useViewer()
  const format = useFormat()
  const readsCustomers = may(viewer, customers.list)
  const visits = may(viewer, careVisits.recordOutcome)
  const own = viewer.scope === 'own'
  // Whoever answers for others begins with figures; whoever visits, with what is due.
  const leads = readsCustomers && !own && (viewer.permissions.includes('chart.read') || !visits)
  return (
    <Page
      title={t('frame.today')}
      heading={<h1>{t('today.greeting', { name: viewer.name })}</h1>}
      about={format.dayLong(viewer.today)}
    >
      {leads && <Figures />}
      {leads && viewer.permissions.includes('chart.read') && <OwnCharts />}
      {readsCustomers ? (
        <div className={classes.columns}>
          {visits && <DueVisits own={own} />}
          {readsCustomers && !leads && (
            <FewCustomers
              title={t('today.expired')}
              about={t('today.expired.about')}
              none={t('today.expired.none')}
              query={{ assessmentExpired: 'true' }}
              sort={{ by: 'updatedAt', direction: 'desc' }}
              shows="validity"
            />
          )}
          <FewCustomers
            title={t('today.updated')}
            none={t('today.updated.none')}
            query={{}}
            sort={{ by: 'updatedAt', direction: 'desc' }}
            shows="risk"
          />
        </div>
      ) : (
        <Places />
      )}
    </Page>
  )
}

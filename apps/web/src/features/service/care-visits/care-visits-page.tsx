import { Button } from '@mantine/core'
import { addressOf } from '@rapport/contract/client'
import { careVisits } from '@rapport/contract/service/care-visits'
import { wire } from '#api/call.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { queryFrom, useAddress } from '#ui/address.ts'
import { Page } from '#ui/page.tsx'
import { NotAllowed } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { PlanVisit } from './plan-visit.tsx'
import { visitFilterNames } from './visit-filters.ts'
import { VisitList } from './visit-list.tsx'
import { VisitWeek } from './visit-week.tsx'

/** Care visits: the week one works in, or a list under a filter. A period in the address is a list. */
export function CareVisitsPage() {
  const { t } = useWords()
  const mayRead = useMay(careVisits.list)
  const { params, get, change } = useAddress()
  const listing = get('as') === 'list' || get('from') !== undefined || get('to') !== undefined
  const filter = queryFrom(params, [...visitFilterNames, 'from', 'to'])
  return (
    <Page
      fill
      title={t('care-visits.title')}
      actions={
        <>
          {listing && (
            <Allowed to={careVisits.exportRows}>
              <Button
                component="a"
                href={wire.base + addressOf(careVisits.exportRows, { query: filter })}
                download
                variant="default"
              >
                {t('ui.export')}
              </Button>
            </Allowed>
          )}
          <Allowed to={careVisits.plan}>
            <Button onClick={() => change({ plan: 'new' })}>{t('care-visits.plan')}</Button>
          </Allowed>
        </>
      }
    >
      {mayRead ? listing ? <VisitList /> : <VisitWeek /> : <NotAllowed />}
      {get('plan') && (
        <Allowed to={careVisits.plan}>
          <PlanVisit onClose={() => change({ plan: null }, { replace: true })} />
        </Allowed>
      )}
    </Page>
  )
}

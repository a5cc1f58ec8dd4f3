import { Button } from '@mantine/core'
import { addressOf } from '@rapport/contract/client'
import { cases } from '@rapport/contract/service/cases'
import { Link } from 'react-router'
import { wire } from '#api/call.ts'
import { type Ask, useAsk } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { queryFrom, useAddress } from '#ui/address.ts'
import { useFormat } from '#ui/format.ts'
import { Page } from '#ui/page.tsx'
import { NotAllowed } from '#ui/states.tsx'
import { Views } from '#ui/views.tsx'
import { useWords } from '#words/words.ts'
import { caseFilterNames } from './case-filters.ts'
import { CaseList, type CaseView } from './case-list.tsx'
import { useMinutes } from './minutes.ts'

const views = ['open', 'mine', 'late', 'all'] as const satisfies CaseView[]

/** Requests and complaints: what is open, what is one's own turn, what is past a limit, and all. */
export function CasesPage() {
  const { t } = useWords()
  const { params, get } = useAddress()
  const mayRead = useMay(cases.list)
  const view = views.find((one) => one === get('view')) ?? views[0]
  const filter = queryFrom(params, caseFilterNames)
  return (
    <Page
      fill
      title={t('cases.title')}
      about={mayRead && <Summary filter={filter} />}
      actions={
        <>
          <Allowed to={cases.exportRows}>
            <Button
              component="a"
              href={wire.base + addressOf(cases.exportRows, { query: filter })}
              download
              variant="default"
            >
              {t('ui.export')}
            </Button>
          </Allowed>
          <Allowed to={cases.register}>
            <Button component={Link} to="/cases/new">
              {t('cases.new')}
            </Button>
          </Allowed>
        </>
      }
    >
      {mayRead ? (
        <>
          <Views
            label={t('cases.views')}
            views={views.map((name) => ({ name, label: t(`cases.${name}`) }))}
            shown={view}
          />
          <CaseList key={view} view={view} />
        </>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

/** How it stands under the filters: open, in time, how soon answered. */
function Summary({ filter }: { filter: Record<string, string> }) {
  const { t } = useWords()
  const format = useFormat()
  const minutes = useMinutes()
  const { data } = useAsk(cases.figures, { query: filter as Ask<typeof cases.figures>['query'] }, { keep: true })
  if (!data) return <span>&nbsp;</span>
  return (
    <span className="figures">
      {t('cases.summary', {
        open: format.count(data.open),
        overdue: format.count(data.overdue),
        onTime: data.onTimeShare === null ? '–' : format.percent(String(data.onTimeShare)),
        p50: minutes(data.response.median),
        p90: minutes(data.response.p90),
      })}
    </span>
  )
}

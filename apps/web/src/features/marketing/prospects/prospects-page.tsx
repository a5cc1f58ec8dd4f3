import { Button } from '@mantine/core'
import { prospects } from '@rapport/contract/marketing/prospects'
import { Link } from 'react-router'
import { Allowed, useMay } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { Page } from '#ui/page.tsx'
import { NotAllowed } from '#ui/states.tsx'
import { Views } from '#ui/views.tsx'
import { useWords } from '#words/words.ts'
import { ChannelList } from './channel-list.tsx'
import { PoolList } from './pool-list.tsx'
import { ProspectList } from './prospect-list.tsx'
import { RuleList } from './rule-list.tsx'

const views = ['open', 'pool', 'all', 'channels', 'rules'] as const

/** Prospects that run, the pool, all there were, where they come from, and the rules of pools. */
export function ProspectsPage() {
  const { t } = useWords()
  const { get } = useAddress()
  const allowed = useMay(prospects.list)
  const view = views.find((one) => one === get('view')) ?? views[0]
  return (
    <Page
      fill={view === 'open' || view === 'pool' || view === 'all'}
      title={t('prospects.title')}
      about={t('prospects.about')}
      actions={
        <Allowed to={prospects.create}>
          <Button component={Link} to="/prospects/new">
            {t('prospects.new')}
          </Button>
        </Allowed>
      }
    >
      {allowed ? (
        <>
          <Views
            label={t('prospects.views')}
            views={views.map((name) => ({ name, label: t(`prospects.${name}`) }))}
            shown={view}
          />
          {view === 'open' && <ProspectList key="open" asked={{ open: 'true' }} />}
          {view === 'all' && <ProspectList key="all" asked={{ sort: 'newest' }} />}
          {view === 'pool' && <PoolList />}
          {view === 'channels' && <ChannelList />}
          {view === 'rules' && <RuleList />}
        </>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

import { Button } from '@mantine/core'
import { type CampaignRow, campaignStates, campaigns } from '@rapport/contract/marketing/campaigns'
import { Link } from 'react-router'
import { type Ask, useAskPages } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { queryFrom, useAddress } from '#ui/address.ts'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Day } from '#ui/day.tsx'
import { FilterChips } from '#ui/filter-chips.tsx'
import { useFormat } from '#ui/format.ts'
import { Money } from '#ui/money.tsx'
import { Page } from '#ui/page.tsx'
import { SearchBox } from '#ui/search-box.tsx'
import { Empty, NotAllowed } from '#ui/states.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { CampaignMark } from './campaign-mark.tsx'

/** The campaigns of one's units. */
export function CampaignsPage() {
  const { t } = useWords()
  return (
    <Page
      fill
      title={t('campaign.title')}
      actions={
        <Allowed to={campaigns.draft}>
          <Button component={Link} to="/campaigns/new">
            {t('campaign.new')}
          </Button>
        </Allowed>
      }
    >
      {useMay(campaigns.list) ? <Campaigns /> : <NotAllowed />}
    </Page>
  )
}

function Campaigns() {
  const { t } = useWords()
  const nameOf = useNameOf()
  const format = useFormat()
  const { params } = useAddress()
  type Query = NonNullable<Ask<typeof campaigns.list>['query']>
  const pages = useAskPages(campaigns.list, { query: queryFrom(params, ['q', 'state']) as Query })
  const channels = (row: CampaignRow) => row.channels.map((channel) => t(`campaign.channel.${channel}`)).join(' · ')
  const columns: Column<CampaignRow>[] = [
    { name: 'name', head: t('campaign.name'), width: 220, grow: 1, cell: (row) => nameOf(row) },
    { name: 'state', head: t('campaign.state'), width: 150, cell: ({ state }) => <CampaignMark state={state} /> },
    { name: 'goal', head: t('campaign.goal'), width: 150, cell: ({ goal }) => t(`campaign.goal.${goal.kind}`) },
    { name: 'channels', head: t('campaign.channels'), width: 160, cell: channels },
    { name: 'unit', head: t('campaign.unit'), width: 150, cell: ({ unit }) => unit.name },
    { name: 'from', head: t('campaign.starts-on'), width: 116, cell: ({ startsOn }) => <Day on={startsOn} /> },
    { name: 'to', head: t('campaign.ends-on'), width: 116, cell: ({ endsOn }) => <Day on={endsOn} /> },
    {
      ...{ name: 'members', head: t('campaign.members'), width: 110, end: true },
      cell: ({ members }) => (members === null ? '–' : format.count(members)),
    },
    {
      ...{ name: 'budget', head: t('campaign.budget'), width: 132, end: true },
      cell: ({ budget }) => <Money value={budget} currency="CNY" />,
    },
  ]
  return (
    <DataTable
      name="campaigns"
      label={t('campaign.title')}
      columns={columns}
      pages={pages}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => `/campaigns/${id}`}
      lineOf={(row) => ({
        first: nameOf(row),
        end: <CampaignMark state={row.state} />,
        second: [t(`campaign.goal.${row.goal.kind}`), channels(row), row.unit.name].join(' · '),
      })}
      countOf={(total, count) => t('campaign.count', { total, count })}
      tools={
        <>
          <SearchBox label={t('campaign.search')} maxLength={80} />
          <FilterChips
            filters={[
              {
                ...{ kind: 'some', name: 'state', label: t('campaign.state') },
                choices: campaignStates.map((value) => ({ value, label: t(`campaign.state.${value}`) })),
              },
            ]}
          />
        </>
      }
      empty={<Empty title={t('campaign.none')}>{t('campaign.none.text')}</Empty>}
    />
  )
}

import { type CampaignMember, campaigns, memberStates } from '@rapport/contract/marketing/campaigns'
import { type Ask, useAskPages } from '#api/query.ts'
import { queryFrom, useAddress } from '#ui/address.ts'
import { DataTable } from '#ui/data-table.tsx'
import { FilterChips } from '#ui/filter-chips.tsx'
import { Section } from '#ui/page.tsx'
import { Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'

/** Who of the customers in sight takes part, or is held out. */
export function CampaignMembers({ id }: { id: string }) {
  const { t } = useWords()
  const { params } = useAddress()
  type Query = NonNullable<Ask<typeof campaigns.members>['query']>
  const pages = useAskPages(campaigns.members, { params: { id }, query: queryFrom(params, ['state']) as Query })
  const far = ({ state }: CampaignMember) => t(`campaign.member.${state}`)
  const why = ({ reason }: CampaignMember) => (reason ? t(`campaign.reason.${reason}`) : '–')
  return (
    <Section title={t('campaign.members')}>
      <DataTable
        name="campaign-members"
        label={t('campaign.members')}
        columns={[
          { name: 'name', head: t('campaign.customer'), width: 180, grow: 1, cell: ({ customer }) => customer.name },
          { name: 'number', head: t('campaign.customer-no'), width: 140, cell: ({ customer }) => customer.customerNo },
          { name: 'state', head: t('campaign.how-far'), width: 130, cell: far },
          { name: 'reason', head: t('campaign.why'), width: 170, cell: why },
          { name: 'owner', head: t('campaign.owner'), width: 140, cell: ({ owner }) => owner?.name ?? '–' },
          { name: 'unit', head: t('campaign.unit'), width: 160, cell: ({ unit }) => unit.name },
        ]}
        pages={pages}
        keyOf={({ customer }) => customer.id}
        hrefOf={({ customer }) => `/customers/${customer.id}`}
        lineOf={(row) => ({
          first: row.customer.name,
          end: far(row),
          second: [row.customer.customerNo, row.owner?.name ?? '–', row.unit.name].join(' · '),
        })}
        countOf={(total, count) => t('campaign.members.count', { total, count })}
        tools={
          <FilterChips
            filters={[
              {
                ...{ kind: 'some', name: 'state', label: t('campaign.how-far') },
                choices: memberStates.map((value) => ({ value, label: t(`campaign.member.${value}`) })),
              },
            ]}
          />
        }
        empty={<Empty title={t('campaign.members.none')}>{t('campaign.members.none.text')}</Empty>}
      />
    </Section>
  )
}

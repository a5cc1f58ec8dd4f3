import { type CampaignMember, campaigns } from '@rapport/contract/marketing/campaigns'
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
  const pages = useAskPages(campaigns.members, { params: { id }, query: queryFrom(params, ['heldOut']) as Query })
  const part = ({ heldOut }: CampaignMember) => t(heldOut ? 'campaign.part.held-out' : 'campaign.part.reached')
  return (
    <Section title={t('campaign.members')}>
      <DataTable
        name="campaign-members"
        label={t('campaign.members')}
        columns={[
          { name: 'name', head: t('campaign.customer'), width: 180, grow: 1, cell: ({ customer }) => customer.name },
          { name: 'number', head: t('campaign.customer-no'), width: 140, cell: ({ customer }) => customer.customerNo },
          { name: 'part', head: t('campaign.part'), width: 160, cell: part },
          { name: 'owner', head: t('campaign.owner'), width: 140, cell: ({ owner }) => owner?.name ?? '–' },
          { name: 'unit', head: t('campaign.unit'), width: 160, cell: ({ unit }) => unit.name },
        ]}
        pages={pages}
        keyOf={({ customer }) => customer.id}
        hrefOf={({ customer }) => `/customers/${customer.id}`}
        lineOf={(row) => ({
          first: row.customer.name,
          end: part(row),
          second: [row.customer.customerNo, row.owner?.name ?? '–', row.unit.name].join(' · '),
        })}
        countOf={(total, count) => t('campaign.members.count', { total, count })}
        tools={<FilterChips filters={[{ kind: 'flag', name: 'heldOut', label: t('campaign.part.held-out') }]} />}
        empty={<Empty title={t('campaign.members.none')}>{t('campaign.members.none.text')}</Empty>}
      />
    </Section>
  )
}

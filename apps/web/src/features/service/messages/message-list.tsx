import { messageChannels } from '@rapport/contract/service/message-templates'
import { messageStates, messages } from '@rapport/contract/service/messages'
import { type Ask, useAskPages } from '#api/query.ts'
import { queryFrom, useAddress } from '#ui/address.ts'
import { DataTable } from '#ui/data-table.tsx'
import { FilterChips } from '#ui/filter-chips.tsx'
import type { Filter } from '#ui/filters.ts'
import { Empty } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { useMessageColumns, useMessageLine } from './message-columns.tsx'

type Query = NonNullable<Ask<typeof messages.list>['query']>

/** Messages to customers in sight, latest first. */
export function MessageList() {
  const { t } = useWords()
  const { params } = useAddress()
  const query = queryFrom(params, ['state', 'channel', 'batch']) as Query
  const pages = useAskPages(messages.list, { query })
  const columns = useMessageColumns()
  const lineOf = useMessageLine()
  const filters: Filter[] = [
    {
      kind: 'some',
      name: 'state',
      label: t('message.state'),
      choices: messageStates.map((value) => ({ value, label: t(`message-state.${value}`) })),
    },
    {
      kind: 'some',
      name: 'channel',
      label: t('message.channel'),
      choices: messageChannels.map((value) => ({ value, label: t(`message-channel.${value}`) })),
    },
  ]
  return (
    <DataTable
      name="messages"
      label={t('messages.title')}
      columns={columns}
      pages={pages}
      keyOf={(row) => row.id}
      hrefOf={(row) => `/messages/${row.id}`}
      lineOf={lineOf}
      countOf={(total, count) => t('messages.count', { total, count })}
      tools={<FilterChips filters={filters} />}
      empty={<Empty title={t('messages.none')}>{t('messages.none.text')}</Empty>}
    />
  )
}

import { Button } from '@mantine/core'
import { type PooledProspect, prospects } from '@rapport/contract/marketing/prospects'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { useAsk, useAskPages, useSend } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Money } from '#ui/money.tsx'
import { notify } from '#ui/notify.tsx'
import { Empty } from '#ui/states.tsx'
import { useNameOf } from '#words/name-of.ts'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { useInterests } from './prospect-words.ts'
import { changedProspects } from './refresh.ts'

/** What waits without an owner, and may be claimed. */
export function PoolList() {
  const { t } = useWords()
  const format = useFormat()
  const nameOf = useNameOf()
  const interestsOf = useInterests()
  const navigate = useNavigate()
  const mayClaim = useMay(prospects.claim)
  const pages = useAskPages(prospects.pool)
  const { data: room } = useAsk(prospects.pool, { query: { limit: '1' } }, { keep: true })
  const { mutateAsync, isPending } = useSend(prospects.claim, { refresh: changedProspects })
  const full = room !== undefined && room.held >= room.cap
  const columns = useMemo((): Column<PooledProspect>[] => {
    const claim = async (prospectId: string) => {
      try {
        const claimed = await mutateAsync({ body: { prospectId } })
        await navigate(`/prospects/${claimed.id}`)
        void notify(t('prospect.claimed', { name: claimed.name }))
      } catch (error) {
        void notify(problemText(error).title)
      }
    }
    return [
      { name: 'name', head: t('prospect.name'), width: 110, cell: (row) => row.name },
      { name: 'kind', head: t('customer.kind'), width: 110, cell: (row) => t(`kind.${row.kind}`) },
      {
        name: 'interests',
        head: t('prospect.interests'),
        width: 170,
        grow: 1,
        cell: (row) => interestsOf(row.interests),
      },
      {
        name: 'assets',
        head: t('prospect.assets'),
        width: 120,
        end: true,
        cell: (row) => <Money value={row.expectedAssets} compact />,
      },
      { name: 'channel', head: t('prospect.channel'), width: 140, cell: (row) => nameOf(row.channel) },
      { name: 'unit', head: t('prospect.unit'), width: 140, cell: (row) => row.unit.name },
      { name: 'created', head: t('prospect.created'), width: 160, cell: (row) => <Instant at={row.createdAt} /> },
      ...(mayClaim
        ? [
            {
              name: 'claim',
              head: t('prospect.claim'),
              width: 100,
              cell: (row: PooledProspect) => (
                <Button
                  size="compact-xs"
                  disabled={full || isPending}
                  aria-label={t('prospect.claim-of', { name: row.name })}
                  onClick={() => void claim(row.id)}
                >
                  {t('prospect.claim')}
                </Button>
              ),
            },
          ]
        : []),
    ]
  }, [t, nameOf, interestsOf, mayClaim, full, isPending, mutateAsync, navigate])
  return (
    <>
      {room && mayClaim && (
        <p className="figures" role="status">
          {t(full ? 'prospect.room.full' : 'prospect.room', {
            held: format.count(room.held),
            cap: format.count(room.cap),
          })}
        </p>
      )}
      <DataTable
        name="prospect-pool"
        label={t('prospects.pool')}
        columns={columns}
        pages={pages}
        keyOf={(row) => row.id}
        lineOf={(row) => ({
          first: row.name,
          second: [interestsOf(row.interests), row.unit.name].join(' · '),
          end: columns.at(-1)?.name === 'claim' ? columns.at(-1)!.cell(row) : null,
        })}
        countOf={(total, count) => t('prospects.count', { total, count })}
        empty={<Empty title={t('prospects.pool-empty')}>{t('prospects.pool-empty.text')}</Empty>}
      />
    </>
  )
}

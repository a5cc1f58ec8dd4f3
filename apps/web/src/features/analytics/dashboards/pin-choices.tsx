import { Menu } from '@mantine/core'
import type { Tile } from '@rapport/contract/analytics/dashboard-tiles'
import { type DashboardInRow, dashboards, MOST_TILES } from '@rapport/contract/analytics/dashboards'
import { useNavigate } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { notify } from '#ui/notify.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { useDashboardName } from './dashboard-name.ts'

/** The dashboards that one may change, and a new one. */
export function PinChoices({ tile, begin }: { tile: Tile; begin: () => void }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const nameOf = useDashboardName()
  const answer = useAsk(dashboards.list)
  const pin = useSend(dashboards.pin, { refresh: [dashboards.list, dashboards.open, dashboards.home] })
  const put = (on: DashboardInRow) => {
    pin
      .mutateAsync({ params: { id: on.id }, body: tile })
      .then(() =>
        notify(t('dashboard.pinned', { name: nameOf(on) }), {
          label: t('dashboard.pinned.open'),
          act: () => navigate(`/dashboards/${on.id}`),
        }),
      )
      .catch((error: unknown) => {
        const { title, advice } = problemText(error)
        return notify(`${title} ${advice}`)
      })
  }
  const own = answer.data?.items.filter(({ mayEdit }) => mayEdit) ?? []
  return (
    <>
      <Menu.Label>{answer.isPending ? t('ui.loading') : t('dashboard.pin')}</Menu.Label>
      {own.map((one) => (
        <Menu.Item key={one.id} disabled={one.tiles >= MOST_TILES} onClick={() => put(one)}>
          {nameOf(one)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item onClick={begin}>{t('dashboards.new')}…</Menu.Item>
    </>
  )
}

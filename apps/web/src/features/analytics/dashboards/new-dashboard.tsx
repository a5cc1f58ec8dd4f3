import { Modal } from '@mantine/core'
import type { Tile } from '@rapport/contract/analytics/dashboard-tiles'
import { dashboards, NewDashboard as NewDashboardShape } from '@rapport/contract/analytics/dashboards'
import { useNavigate } from 'react-router'
import { useSend } from '#api/query.ts'
import { TextField } from '#ui/fields.tsx'
import { Fields, Form } from '#ui/form.tsx'
import { notify } from '#ui/notify.tsx'
import { useWords } from '#words/words.ts'

const Named = NewDashboardShape.pick({ name: true })

interface Props {
  /** What it begins with; without it the page opens on which tiles are added. */
  tile?: Tile
  /** The dashboard whose tiles it takes over. */
  copyOf?: { id: string; name: string }
  close: () => void
}

/** A new dashboard, which needs a name: empty, with one tile, or with those of another. */
export function NewDashboard({ tile, copyOf, close }: Props) {
  const { t } = useWords()
  const navigate = useNavigate()
  const refresh = { refresh: [dashboards.list] }
  const create = useSend(dashboards.create, refresh)
  const copy = useSend(dashboards.copy, refresh)
  const title = t(copyOf ? 'dashboard.copy' : 'dashboards.new')
  return (
    <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <Form
        of={Named}
        from={{ name: copyOf ? t('dashboard.copy.name', { name: copyOf.name }).slice(0, 80) : '' }}
        send={t('dashboards.make')}
        onCancel={close}
        light
        onSend={async ({ name }) => {
          const made = copyOf
            ? await copy.mutateAsync({ params: { id: copyOf.id }, body: { name } })
            : await create.mutateAsync({ body: { name, tiles: tile ? [tile] : [] } })
          close()
          if (!tile) return navigate(copyOf ? `/dashboards/${made.id}` : `/dashboards/${made.id}/edit`)
          return notify(t('dashboard.pinned', { name }), {
            label: t('dashboard.pinned.open'),
            act: () => navigate(`/dashboards/${made.id}`),
          })
        }}
      >
        <Fields>
          <TextField name="name" label={t('dashboard.name')} required maxLength={80} autoFocus wide />
        </Fields>
      </Form>
    </Modal>
  )
}

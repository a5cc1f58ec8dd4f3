import { SegmentedControl } from '@mantine/core'
import { callKinds, calls } from '@rapport/contract/service/calls'
import { useMay, useViewer } from '#api/viewer.tsx'
import { queryFrom, useAddress } from '#ui/address.ts'
import { Page } from '#ui/page.tsx'
import { NotAllowed } from '#ui/states.tsx'
import { Views } from '#ui/views.tsx'
import { useWords } from '#words/words.ts'
import { CallList } from './call-list.tsx'
import classes from './calls.module.css'
import { Extension } from './extension.tsx'

const views = ['mine', 'open', 'all'] as const

/** Calls: one's own, those of which nothing is written down, and all in sight. */
export function CallsPage() {
  const { t } = useWords()
  const { id } = useViewer()
  const { get, params } = useAddress()
  const allowed = useMay(calls.list)
  const takes = useMay(calls.current)
  const shown = takes ? views : (['all'] as const)
  const view = shown.find((one) => one === get('view')) ?? shown[0]!
  const query =
    view === 'all'
      ? queryFrom(params, ['from', 'to', 'agent', 'customer', 'kind'])
      : { agent: id, ...queryFrom(params, ['kind']), ...(view === 'open' ? { open: 'true' } : {}) }
  return (
    <Page fill title={t('calls.title')} about={t('calls.about')} actions={takes && <Extension />}>
      {allowed ? (
        <>
          <Views
            label={t('calls.views')}
            views={shown.map((name) => ({ name, label: t(`calls.${name}`) }))}
            shown={view}
          />
          <KindFilter />
          <CallList key={view} query={query} />
        </>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function KindFilter() {
  const { t } = useWords()
  const { get, change } = useAddress()
  return (
    <div className={classes.filter}>
      <SegmentedControl
        size="xs"
        aria-label={t('call.kind')}
        value={get('kind') ?? ''}
        data={[
          { value: '', label: t('ui.all') },
          ...callKinds.map((value) => ({ value, label: t(`call-kind.${value}`) })),
        ]}
        onChange={(next) => change({ kind: next || null })}
      />
    </div>
  )
}

import { type ApprovalRow, approvals, type approvalViews } from '@rapport/contract/administration/approvals'
import { useMemo } from 'react'
import { useAsk, useAskPages } from '#api/query.ts'
import { useMay, useViewer } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { Beside, useLooked } from '#ui/beside.tsx'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Page } from '#ui/page.tsx'
import { SidePanel } from '#ui/side-panel.tsx'
import { Answered, Empty, NotAllowed } from '#ui/states.tsx'
import { Views } from '#ui/views.tsx'
import { useNameOf } from '#words/name-of.ts'
import { useWords } from '#words/words.ts'
import { ApprovalDetails } from './approval-details.tsx'
import { ApprovalState } from './approval-state.tsx'
import { useApprovalWords } from './approval-words.ts'
import { Delegations } from './delegations.tsx'

type View = (typeof approvalViews)[number]

/** What waits for one, what one asked for and decided, and who stands in for whom. */
export function ApprovalsPage() {
  const { t } = useWords()
  const { get } = useAddress()
  const allowed = useMay(approvals.list)
  const oversees = useViewer().permissions.includes('approval.oversee')
  const views = ['waiting', 'mine', 'decided', ...(oversees ? (['all'] as const) : []), 'delegations'] as const
  const asked = get('view')
  const view = views.find((name) => name === asked) ?? 'waiting'
  return (
    <Page fill={view !== 'delegations'} title={t('approvals.title')} about={t('approvals.about')}>
      {!allowed && <NotAllowed />}
      {allowed && (
        <>
          <Views
            label={t('approvals.views')}
            views={views.map((name) => ({ name, label: t(`approvals.view.${name}`) }))}
            shown={view}
          />
          {view === 'delegations' ? <Delegations /> : <ApprovalList key={view} of={view} />}
        </>
      )}
    </Page>
  )
}

function ApprovalList({ of }: { of: View }) {
  const { t } = useWords()
  const format = useFormat()
  const nameOf = useNameOf()
  const { kindOf, titleOf } = useApprovalWords()
  const pages = useAskPages(approvals.list, { query: { view: of } })
  const looked = useLooked('approval', pages.rows)
  const columns = useMemo((): Column<ApprovalRow>[] => {
    const present = ({ steps }: ApprovalRow) => steps.find(({ state }) => state === 'waiting')
    return [
      { name: 'title', head: t('approval.what'), width: 260, grow: 2, cell: (row) => titleOf(row) },
      { name: 'kind', head: t('approval.kind'), width: 170, grow: 1, cell: (row) => kindOf(row.kind) },
      { name: 'requester', head: t('approval.requester'), width: 120, cell: (row) => row.requester.name },
      { name: 'submitted', head: t('approval.submitted'), width: 160, cell: (row) => <Instant at={row.submittedAt} /> },
      {
        name: 'step',
        head: t('approval.step'),
        width: 150,
        grow: 1,
        cell: (row) => {
          const step = present(row)
          return step ? nameOf(step) : '–'
        },
      },
      { name: 'due', head: t('approval.due'), width: 160, cell: (row) => <Instant at={row.dueAt} /> },
      { name: 'state', head: t('approval.state'), width: 110, cell: (row) => <ApprovalState of={row} /> },
    ]
  }, [t, kindOf, titleOf, nameOf])
  return (
    <Beside panel={looked.id && <ApprovalPanel key={looked.id} id={looked.id} {...looked.moves} />}>
      <DataTable
        name={`approvals-${of}`}
        label={t('approvals.title')}
        columns={columns}
        pages={pages}
        keyOf={(row) => row.id}
        hrefOf={(row) => `/approvals/${row.id}`}
        lineOf={(row) => ({
          first: titleOf(row),
          second: `${kindOf(row.kind)} · ${row.requester.name} · ${format.instant(row.submittedAt)}`,
          end: <ApprovalState of={row} />,
        })}
        peek={looked.peek}
        countOf={(total, count) => t('approvals.count', { total, count })}
        empty={<Empty title={t('approvals.none')}>{t(`approvals.none.${of}`)}</Empty>}
      />
    </Beside>
  )
}

interface PanelProps {
  id: string
  onClose: () => void
  onNext?: (() => void) | undefined
  onPrevious?: (() => void) | undefined
}

function ApprovalPanel({ id, ...moves }: PanelProps) {
  const { t } = useWords()
  const { titleOf } = useApprovalWords()
  const answer = useAsk(approvals.open, { params: { id } })
  return (
    <SidePanel
      wide
      title={answer.data ? titleOf(answer.data) : t('approvals.title')}
      href={`/approvals/${id}`}
      {...moves}
    >
      <Answered answer={answer}>{(one) => <ApprovalDetails of={one} />}</Answered>
    </SidePanel>
  )
}

import { Button } from '@mantine/core'
import { type Notice, notices } from '@rapport/contract/administration/notices'
import { useMemo } from 'react'
import { useAsk, useAskPages } from '#api/query.ts'
import { Allowed, useMay } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { Beside, useLooked } from '#ui/beside.tsx'
import type { Column } from '#ui/columns.ts'
import { DataTable } from '#ui/data-table.tsx'
import { Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { Page } from '#ui/page.tsx'
import { SidePanel } from '#ui/side-panel.tsx'
import { Answered, Empty } from '#ui/states.tsx'
import { Views } from '#ui/views.tsx'
import { useWords } from '#words/words.ts'
import { NewNotice } from './new-notice.tsx'
import { NoticeDetails } from './notice-details.tsx'
import { NoticeState } from './notice-state.tsx'

const views = ['mine', 'published'] as const

/** What the firm tells its people: what is addressed to oneself, and for whoever publishes, how far it has come. */
export function NoticesPage() {
  const { t } = useWords()
  const { get, change } = useAddress()
  const publishes = useMay(notices.publish)
  const view = publishes && get('view') === 'published' ? 'published' : 'mine'
  const writing = publishes && get('new') !== undefined
  return (
    <Page
      fill={!writing}
      title={t('notices.title')}
      actions={
        !writing && (
          <Allowed to={notices.publish}>
            <Button onClick={() => change({ new: 'notice', view: 'published', notice: null })}>
              {t('notices.new')}
            </Button>
          </Allowed>
        )
      }
    >
      {writing ? (
        <NewNotice onDone={() => change({ new: null })} />
      ) : (
        <>
          {publishes && (
            <Views
              label={t('notices.views')}
              views={views.map((name) => ({ name, label: t(`notices.${name}`) }))}
              shown={view}
            />
          )}
          <NoticeList key={view} of={view} />
        </>
      )}
    </Page>
  )
}

function NoticeList({ of }: { of: (typeof views)[number] }) {
  const { t } = useWords()
  const format = useFormat()
  const pages = useAskPages(notices.list, { query: { of } })
  const looked = useLooked('notice', pages.rows)
  const columns = useMemo(
    (): Column<Notice>[] => [
      { name: 'title', head: t('notice.title'), width: 260, grow: 2, cell: (row) => row.title },
      {
        name: 'author',
        head: t('notice.author'),
        width: 180,
        grow: 1,
        cell: (row) => `${row.author} · ${row.unit.name}`,
      },
      { name: 'at', head: t('notice.publish-at'), width: 130, cell: (row) => <Instant at={row.publishAt} /> },
      { name: 'state', head: t('notice.state'), width: 130, cell: (row) => <NoticeState of={row} /> },
      ...(of === 'published'
        ? [
            {
              name: 'reach',
              head: t('notice.readers'),
              width: 120,
              cell: ({ reach, confirm }: Notice) =>
                reach === null
                  ? '–'
                  : `${format.count(confirm ? reach.confirmed : reach.read)} / ${format.count(reach.people)}`,
            },
          ]
        : []),
    ],
    [t, format, of],
  )
  return (
    <Beside panel={looked.id && <NoticePanel key={looked.id} id={looked.id} {...looked.moves} />}>
      <DataTable
        name={`notices-${of}`}
        label={t('notices.title')}
        columns={columns}
        pages={pages}
        keyOf={(row) => row.id}
        hrefOf={(row) => `/notices/${row.id}`}
        lineOf={(row) => ({
          first: row.title,
          second: `${row.author} · ${format.instant(row.publishAt)}`,
          end: <NoticeState of={row} />,
        })}
        peek={looked.peek}
        countOf={(total, count) => t('notices.count', { total, count })}
        empty={<Empty title={t('notices.none')}>{t(`notices.none-${of}`)}</Empty>}
      />
    </Beside>
  )
}

function NoticePanel({
  id,
  ...moves
}: {
  id: string
  onClose: () => void
  onNext?: (() => void) | undefined
  onPrevious?: (() => void) | undefined
}) {
  const { t } = useWords()
  const answer = useAsk(notices.open, { params: { id } })
  return (
    <SidePanel title={answer.data?.title ?? t('notices.title')} href={`/notices/${id}`} {...moves}>
      <Answered answer={answer}>{(notice) => <NoticeDetails notice={notice} />}</Answered>
    </SidePanel>
  )
}

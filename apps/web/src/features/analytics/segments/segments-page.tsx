import { Button } from '@mantine/core'
import type { SegmentInRow } from '@rapport/contract/analytics/segment-rows'
import { segments } from '@rapport/contract/analytics/segments'
import { IconPlus } from '@tabler/icons-react'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { useFormat } from '#ui/format.ts'
import { Page } from '#ui/page.tsx'
import { Answered, Empty, NotAllowed } from '#ui/states.tsx'
import { Table } from '#ui/table.tsx'
import { Tag } from '#ui/tag.tsx'
import { TwoLines, usePhone } from '#ui/two-lines.tsx'
import { useWords } from '#words/words.ts'
import { useSegmentName } from './segment-name.ts'

/** Asked again while a segment is being judged, milliseconds. */
export const AGAIN = 1_500

/** The segments of the firm, of the unit, and one's own. */
export function SegmentsPage() {
  const { t } = useWords()
  const allowed = useMay(segments.list)
  const answer = useAsk(
    segments.list,
    {},
    {
      enabled: allowed,
      again: (reply) => (reply?.items.some(({ judgedAt }) => judgedAt === null) ? AGAIN : false),
    },
  )
  const create = (
    <Button component={Link} to="/segments/new" leftSection={<IconPlus size={16} />}>
      {t('segments.new')}
    </Button>
  )
  return (
    <Page
      title={t('segments.title')}
      about={`${t('segments.about')} ${t('segment.in-sight')}`}
      actions={allowed && create}
    >
      {allowed ? (
        <Answered answer={answer} lines={6}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('segments.none')} action={create}>
                {t('segments.none.text')}
              </Empty>
            ) : (
              <SegmentTable items={items} />
            )
          }
        </Answered>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

function SegmentTable({ items }: { items: SegmentInRow[] }) {
  const { t } = useWords()
  const format = useFormat()
  const nameOf = useSegmentName()
  const phone = usePhone()
  const link = (segment: SegmentInRow) => <Link to={`/segments/${segment.id}`}>{nameOf(segment)}</Link>
  const state = ({ judgedAt }: SegmentInRow) => judgedAt === null && <Tag tone="blue">{t('segment.judging')}</Tag>
  if (phone)
    return (
      <TwoLines
        label={t('segments.title')}
        rows={items}
        keyOf={({ id }) => id}
        first={link}
        state={state}
        second={({ members, entered, left }) => (
          <span className="figures">
            {format.count(members)} · +{format.count(entered)} −{format.count(left)}
          </span>
        )}
      />
    )
  const number = (name: 'members' | 'entered' | 'left') => ({
    name,
    head: t(`segment.${name}`),
    width: 110,
    end: true,
    cell: (segment: SegmentInRow) => <span className="figures">{format.count(segment[name])}</span>,
  })
  return (
    <Table<SegmentInRow>
      label={t('segments.title')}
      rows={items}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'name',
          head: t('segment.name'),
          width: 240,
          cell: (segment) => (
            <>
              {link(segment)} {state(segment)}
            </>
          ),
        },
        number('members'),
        number('entered'),
        number('left'),
        { name: 'shared', head: t('segment.shared'), width: 150, cell: ({ shared }) => t(`segment.shared.${shared}`) },
        {
          name: 'owner',
          head: t('segment.owner'),
          width: 120,
          cell: ({ owner }) => owner?.name ?? t('segment.owner.firm'),
        },
      ]}
    />
  )
}

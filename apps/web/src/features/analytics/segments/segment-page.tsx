import { Button } from '@mantine/core'
import { type Segment, segments } from '@rapport/contract/analytics/segments'
import { IconPencil, IconTrash, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import { SegmentReports } from '#features/analytics/customer-reports/segment-reports.tsx'
import { Confirm } from '#ui/confirm.tsx'
import { Instant } from '#ui/day.tsx'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { Facts, Page, Section } from '#ui/page.tsx'
import { Answered } from '#ui/states.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { Movements } from './movements.tsx'
import { SegmentHistory } from './segment-history.tsx'
import { useSegmentName } from './segment-name.ts'
import classes from './segments.module.css'
import { AGAIN } from './segments-page.tsx'
import { useSentence } from './use-sentence.ts'

/** One segment: who is in it by which condition, how many by day, who came and who left. */
export function SegmentPage() {
  const { id = '' } = useParams()
  const { t } = useWords()
  const nameOf = useSegmentName()
  const answer = useAsk(
    segments.open,
    { params: { id } },
    { again: (reply) => (reply && !reply.judgedAt ? AGAIN : false) },
  )
  const segment = answer.data
  return (
    <Page
      title={segment ? nameOf(segment) : t('segments.title')}
      crumbs={[{ label: t('segments.title'), to: '/segments' }]}
      about={segment?.description}
      actions={segment && <Actions segment={segment} />}
    >
      <Answered answer={answer} lines={10}>
        {(found) => (
          <div className={classes.page}>
            <Standing segment={found} />
            <SegmentHistory id={found.id} />
            <SegmentReports segmentId={found.id} />
            <Movements id={found.id} />
          </div>
        )}
      </Answered>
    </Page>
  )
}

function Standing({ segment }: { segment: Segment }) {
  const { t } = useWords()
  const format = useFormat()
  const say = useSentence()
  const { reach, owner, unit, shared, judgedAt } = segment
  const over = reach === 'own' ? owner?.name : unit?.name
  return (
    <Section title={t('segment.condition.as-written')}>
      <p className={classes.sentence}>{say(segment.condition, segment.names)}</p>
      <Facts
        of={[
          [
            t('segment.members'),
            <span key="members">
              <span className="figures">{format.count(segment.members)}</span>{' '}
              {judgedAt === null && <Tag tone="blue">{t('segment.judging')}</Tag>}
            </span>,
          ],
          [t('segment.entered'), format.count(segment.entered)],
          [t('segment.left'), format.count(segment.left)],
          [t('segment.reach'), t(`segment.reach.${reach}`, { name: over ?? '' })],
          [t('segment.shared'), t(`segment.shared.${shared}`)],
          [t('segment.owner'), owner?.name ?? t('segment.owner.firm')],
          [t('segment.judged'), judgedAt && <Instant at={judgedAt} />],
        ]}
      />
      <p className={classes.small}>{t('segment.in-sight')}</p>
    </Section>
  )
}

function Actions({ segment }: { segment: Segment }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const nameOf = useSegmentName()
  const [removing, setRemoving] = useState(false)
  const remove = useSend(segments.remove, { refresh: [segments.list] })
  const { id, version, mayEdit, code } = segment
  return (
    <>
      <Button component={Link} to={`/customers?segment=${id}`} variant="default" leftSection={<IconUsers size={16} />}>
        {t('segment.list-members')}
      </Button>
      {mayEdit && (
        <Button component={Link} to={`/segments/${id}/edit`} variant="default" leftSection={<IconPencil size={16} />}>
          {t('ui.edit')}
        </Button>
      )}
      {mayEdit && code === null && (
        <Button variant="default" leftSection={<IconTrash size={16} />} onClick={() => setRemoving(true)}>
          {t('ui.remove')}
        </Button>
      )}
      {removing && (
        <Confirm
          danger
          title={t('segment.remove')}
          act={t('ui.remove')}
          onClose={() => setRemoving(false)}
          onAct={async () => {
            await remove.mutateAsync({ params: { id }, version })
            void notify(t('segment.removed'))
            await navigate('/segments')
          }}
        >
          <p>{t('segment.remove.text', { name: nameOf(segment) })}</p>
        </Confirm>
      )}
    </>
  )
}

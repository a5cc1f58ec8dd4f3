import { Button, Modal } from '@mantine/core'
import { calendarFeed, feedShows } from '@rapport/contract/service/calendar'
import { useState } from 'react'
import { useAsk, useSend } from '#api/query.ts'
import { ChoiceField } from '#ui/choice-field.tsx'
import { Copy } from '#ui/copy.tsx'
import { Form } from '#ui/form.tsx'
import { useFormat } from '#ui/format.ts'
import { notify } from '#ui/notify.tsx'
import { Answered } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import classes from './calendar.module.css'

/** The address by which other programs read one's calendar: whether there is one, a new one, none any more. */
export function FeedDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const format = useFormat()
  const answer = useAsk(calendarFeed.open)
  const create = useSend(calendarFeed.create, { refresh: [calendarFeed.open] })
  const end = useSend(calendarFeed.end, { refresh: [calendarFeed.open] })
  const [path, setPath] = useState<string>()
  const address = path && window.location.origin + path
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('calendar.feed.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <p>{t('calendar.feed.about')}</p>
      <Answered answer={answer} lines={2}>
        {({ feed }) => (
          <>
            <p>
              {feed
                ? t('calendar.feed.there', {
                    since: format.instant(feed.createdAt),
                    read: feed.readAt ? format.instant(feed.readAt) : t('calendar.feed.never'),
                  })
                : t('calendar.feed.none')}
            </p>
            {address && feed && (
              <p className={classes.address}>
                <code>{address}</code> <Copy value={address} />
              </p>
            )}
            {address && feed && <p role="status">{t('calendar.feed.once')}</p>}
            <Form
              of={calendarFeed.create.body}
              from={{ shows: feed?.shows ?? 'masked' }}
              light
              send={t('calendar.feed.new')}
              onSend={async (body) => setPath((await create.mutateAsync({ body })).path)}
            >
              <ChoiceField
                name="shows"
                label={t('calendar.feed.shows')}
                choices={feedShows.map((value) => ({ value, label: t(`calendar.feed.${value}`) }))}
              />
            </Form>
            {feed && (
              <Button
                variant="subtle"
                color="gray"
                loading={end.isPending}
                onClick={() =>
                  void end.mutateAsync({}).then(() => {
                    setPath(undefined)
                    return notify(t('calendar.feed.ended'))
                  })
                }
              >
                {t('calendar.feed.end')}
              </Button>
            )}
          </>
        )}
      </Answered>
    </Modal>
  )
}

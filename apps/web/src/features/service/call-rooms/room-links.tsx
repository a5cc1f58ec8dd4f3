import { Button } from '@mantine/core'
import { Refusal } from '@rapport/contract/client'
import { type CallRoom, callRooms } from '@rapport/contract/service/call-rooms'
import { useState } from 'react'
import { useSend } from '#api/query.ts'
import { Copy } from '#ui/copy.tsx'
import { notify } from '#ui/notify.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords, wordsFor } from '#words/words.ts'
import classes from './call-rooms.module.css'

/** How the customer comes in: by a link that is sent, or one that is copied and shown this once. The newest alone is good. */
export function RoomLinks({ id, channels }: Pick<CallRoom, 'id' | 'channels'>) {
  const { t } = useWords()
  const [link, setLink] = useState<string>()
  const make = useSend(callRooms.addLink)
  const send = useSend(callRooms.sendLink)
  const params = { id }
  const error = make.error ?? send.error
  return (
    <>
      <div className={classes.acts}>
        <Button
          variant="default"
          loading={make.isPending}
          onClick={() => make.mutate({ params }, { onSuccess: ({ path }) => setLink(window.location.origin + path) })}
        >
          {t('call-room.link')}
        </Button>
        {channels.map((channel) => (
          <Button
            key={channel}
            variant="default"
            loading={send.isPending}
            onClick={() =>
              send.mutate(
                { params, body: { channel } },
                {
                  onSuccess: () => {
                    setLink(undefined)
                    void notify(t('call-room.link.sent'))
                  },
                },
              )
            }
          >
            {t('call-room.link.by', { channel: t(`message-channel.${channel}`) })}
          </Button>
        ))}
      </div>
      {link && (
        <p role="status" className={classes.link}>
          {t('call-room.link.once')} <code>{link}</code> <Copy value={link} />
        </p>
      )}
      {error && <p role="alert">{said(error)}</p>}
    </>
  )
}

/** With the reason where the rules on contact gave one. */
function said(error: Error): string {
  const reason = error instanceof Refusal ? error.problem?.details?.reason : undefined
  return [problemText(error).title, reason ? wordsFor(`message-reason.${reason}`) : undefined].filter(Boolean).join(' ')
}

import { Button } from '@mantine/core'
import { roomLinks } from '@rapport/contract/service/call-rooms'
import { useEffect, useState } from 'react'
import { useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import classes from '#features/session/sign-in/sign-in-page.module.css'
import { Languages } from '#ui/languages.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'

/** Where a customer's link leads: one press lets them in, once. What only looks at links uses none up. */
export function JoinRoomPage() {
  const { t } = useWords()
  const { token = '' } = useParams()
  const params = { token }
  const answer = useAsk(roomLinks.open, { params })
  const join = useSend(roomLinks.join)
  const [going, setGoing] = useState(false)
  const kind = answer.data?.kind
  const title = t(kind ? `call-kind.${kind}` : 'call-room.join.title')
  const error = answer.error ?? join.error
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <main className={classes.page}>
      <div className={classes.form}>
        <h1 className={classes.name}>{title}</h1>
        {error ? (
          <p role="alert" className={classes.problem}>
            {problemText(error).title}
          </p>
        ) : (
          answer.data && <p role="status">{t(kind ? 'call-room.join.text' : 'call-room.join.over')}</p>
        )}
        {kind && !join.error && (
          <Button
            loading={join.isPending || going}
            onClick={() =>
              join.mutate(
                { params },
                {
                  onSuccess: ({ url }) => {
                    setGoing(true)
                    window.location.replace(url)
                  },
                },
              )
            }
          >
            {t('call-room.join')}
          </Button>
        )}
        <Languages />
      </div>
    </main>
  )
}

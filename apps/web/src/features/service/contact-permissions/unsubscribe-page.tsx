import { Button } from '@mantine/core'
import { contactPermissions } from '@rapport/contract/service/contact-permissions'
import { useEffect } from 'react'
import { useParams } from 'react-router'
import { useAsk, useSend } from '#api/query.ts'
import classes from '#features/session/sign-in/sign-in-page.module.css'
import { Languages } from '#ui/languages.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'

/** Where the link in a letter leads: one press ends such letters, without signing in. It says neither who nor where. */
export function UnsubscribePage() {
  const { t } = useWords()
  const { token = '' } = useParams()
  const params = { token }
  const answer = useAsk(contactPermissions.unsubscription, { params })
  const send = useSend(contactPermissions.unsubscribe, { refresh: [contactPermissions.unsubscription] })
  const error = answer.error ?? send.error
  const done = send.data?.done ?? answer.data?.done ?? false
  useEffect(() => {
    document.title = t('unsubscribe.title')
  }, [t])
  return (
    <main className={classes.page}>
      <div className={classes.form}>
        <h1 className={classes.name}>{t('unsubscribe.title')}</h1>
        {error ? (
          <p role="alert" className={classes.problem}>
            {answer.error ? t('unsubscribe.unknown') : problemText(error).title}
          </p>
        ) : (
          <p role="status">{t(done ? 'unsubscribe.done' : 'unsubscribe.text')}</p>
        )}
        {!done && answer.data && (
          <Button loading={send.isPending} onClick={() => send.mutate({ params })}>
            {t('unsubscribe.act')}
          </Button>
        )}
        <Languages />
      </div>
    </main>
  )
}

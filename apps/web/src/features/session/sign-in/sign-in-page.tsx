import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core'
import { Refusal } from '@rapport/contract/client'
import { session } from '@rapport/contract/session'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { useSend } from '#api/query.ts'
import { askViewer } from '#api/viewer.tsx'
import { problemText } from '#words/problem-text.ts'
import { type Locale, speak, useWords } from '#words/words.ts'
import classes from './sign-in-page.module.css'

/** Only an address of our own: never `//elsewhere` or another scheme. */
const returnTo = (address: string | null) => (address && /^\/(?![/\\])/.test(address) ? address : '/')

export function SignInPage() {
  const { t, locale } = useWords()
  const [params] = useSearchParams()
  const navigate = useNavigate()
  const client = useQueryClient()
  const signIn = useSend(session.signIn)
  const [wait, setWait] = useState(0)
  const { error } = signIn

  // What was answered to somebody else goes here, where no page draws it any more.
  useEffect(() => client.clear(), [client])
  useEffect(() => {
    document.title = `${t('sign-in.title')} · Rapport`
  }, [t])
  useEffect(() => {
    if (wait <= 0) return
    const timer = setTimeout(() => setWait(wait - 1), 1000)
    return () => clearTimeout(timer)
  }, [wait])

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const body = { username: String(fields.get('username')), password: String(fields.get('password')) }
    try {
      const viewer = await signIn.mutateAsync({ body })
      client.clear()
      client.setQueryData(askViewer.queryKey, viewer)
      await speak(viewer.preferences.locale)
      await navigate(returnTo(params.get('return')), { replace: true })
    } catch (refused) {
      const seconds = refused instanceof Refusal ? Number(refused.problem?.details?.retryAfter ?? 0) : 0
      if (seconds > 0) setWait(Math.ceil(seconds))
    }
  }
  return (
    <main className={classes.page}>
      <form className={classes.form} onSubmit={(event) => void send(event)}>
        <h1 className={classes.name}>Rapport</h1>
        <p className={classes.about}>{t('sign-in.about')}</p>
        <TextInput
          name="username"
          label={t('sign-in.username')}
          autoComplete="username"
          autoCapitalize="none"
          maxLength={64}
          required
          withAsterisk={false}
          autoFocus
        />
        <PasswordInput
          name="password"
          label={t('sign-in.password')}
          autoComplete="current-password"
          maxLength={200}
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('sign-in.password') }}
        />
        {error && (
          <p role="alert" className={classes.problem}>
            {problemText(error).title} {wait > 0 && t('sign-in.wait', { count: wait })}
          </p>
        )}
        <Button type="submit" size="sm" loading={signIn.isPending} disabled={wait > 0}>
          {t('sign-in.send')}
        </Button>
        <SegmentedControl
          size="xs"
          aria-label={t('sign-in.language')}
          value={locale}
          data={[
            { value: 'en', label: 'English' },
            { value: 'zh-CN', label: '中文' },
          ]}
          onChange={(next) => void speak(next as Locale)}
        />
      </form>
    </main>
  )
}

import { Button, Radio, TextInput } from '@mantine/core'
import { Refusal } from '@rapport/contract/client'
import { type codeChannels, portal } from '@rapport/contract/service/portal'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { asking, useAsk, useSend } from '#api/query.ts'
import classes from '#features/session/sign-in/sign-in-page.module.css'
import { Languages } from '#ui/languages.tsx'
import { Answered } from '#ui/states.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'

type Channel = (typeof codeChannels)[number]

/** Where a customer comes in: by their number and a code that is sent to an address that the firm has. */
export function PortalSignIn() {
  const { t } = useWords()
  const [number, setNumber] = useState<string>()
  const about = useAsk(portal.about)
  useEffect(() => {
    document.title = `${t('portal.sign-in')} · ${t('portal.title')}`
  }, [t])
  return (
    <main className={classes.page}>
      <div className={classes.form}>
        <h1 className={classes.name}>{t('portal.title')}</h1>
        <Answered answer={about} lines={4}>
          {({ channels }) =>
            channels.length === 0 ? (
              <p role="alert" className={classes.problem}>
                {t('portal.no-channel')}
              </p>
            ) : (
              <Steps channels={channels} number={number} onNumber={setNumber} />
            )
          }
        </Answered>
        <Languages />
      </div>
    </main>
  )
}

interface Steps {
  channels: Channel[]
  /** The number for which a code was asked. */
  number: string | undefined
  onNumber: (number: string | undefined) => void
}

function Steps({ channels, number, onNumber }: Steps) {
  const { t, locale } = useWords()
  const [channel, setChannel] = useState(channels[0]!)
  const [wait, setWait] = useState(0)
  const ask = useSend(portal.askForCode)
  useEffect(() => {
    if (wait <= 0) return
    const timer = setTimeout(() => setWait(wait - 1), 1000)
    return () => clearTimeout(timer)
  }, [wait])

  const sendCode = async (customerNo: string) => {
    try {
      const { again } = await ask.mutateAsync({ body: { customerNo, channel, language: locale } })
      onNumber(customerNo)
      setWait(again)
    } catch (refused) {
      const seconds = refused instanceof Refusal ? Number(refused.problem?.details?.retryAfter ?? 0) : 0
      if (seconds > 0) setWait(Math.ceil(seconds))
    }
  }
  const again = (
    <Button
      variant="subtle"
      disabled={wait > 0}
      loading={ask.isPending}
      onClick={() => number && void sendCode(number)}
    >
      {wait > 0 ? t('portal.code.again-in', { count: wait }) : t('portal.code.again')}
    </Button>
  )
  if (number !== undefined)
    return (
      <>
        <TypeCode number={number} />
        {ask.error && <Problem of={ask.error} />}
        {again}
        <Button variant="subtle" onClick={() => onNumber(undefined)}>
          {t('portal.other-number')}
        </Button>
      </>
    )
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void sendCode(String(new FormData(event.currentTarget).get('customerNo')).trim())
  }
  return (
    <form onSubmit={onSubmit} style={{ display: 'contents' }}>
      <p className={classes.about}>{t('portal.sign-in.about')}</p>
      <TextInput
        name="customerNo"
        label={t('portal.customer-no')}
        description={t('portal.customer-no.hint')}
        autoComplete="username"
        autoCapitalize="none"
        maxLength={40}
        required
        withAsterisk={false}
        autoFocus
      />
      {channels.length > 1 && (
        <Radio.Group label={t('portal.channel')} value={channel} onChange={(next) => setChannel(next as Channel)}>
          {channels.map((one) => (
            <Radio key={one} value={one} label={t(`portal.channel.${one}`)} mt={8} />
          ))}
        </Radio.Group>
      )}
      {ask.error && <Problem of={ask.error} />}
      <Button type="submit" loading={ask.isPending} disabled={wait > 0}>
        {wait > 0 ? t('portal.code.again-in', { count: wait }) : t('portal.send-code')}
      </Button>
    </form>
  )
}

function TypeCode({ number }: { number: string }) {
  const { t } = useWords()
  const client = useQueryClient()
  const navigate = useNavigate()
  const signIn = useSend(portal.signIn)
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const code = String(new FormData(event.currentTarget).get('code')).trim()
    const me = await signIn.mutateAsync({ body: { customerNo: number, code } }).catch(() => null)
    if (!me) return
    // What was answered to somebody else goes.
    client.clear()
    client.setQueryData(asking(portal.whoAmI).queryKey, me)
    await navigate('/portal', { replace: true })
  }
  return (
    <form onSubmit={(event) => void onSubmit(event)} style={{ display: 'contents' }}>
      <p role="status" className={classes.about}>
        {t('portal.code.sent')}
      </p>
      <TextInput
        name="code"
        label={t('portal.code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9]{6}"
        maxLength={6}
        required
        withAsterisk={false}
        autoFocus
      />
      {signIn.error && <Problem of={signIn.error} />}
      <Button type="submit" loading={signIn.isPending}>
        {t('portal.sign-in')}
      </Button>
    </form>
  )
}

function Problem({ of }: { of: unknown }) {
  const { title, advice } = problemText(of)
  return (
    <p role="alert" className={classes.problem}>
      {title} {advice}
    </p>
  )
}

import { Menu } from '@mantine/core'
import { type Preferences, session } from '@rapport/contract/session'
import { IconCheck } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useNavigate } from 'react-router'
import { useSend } from '#api/query.ts'
import { askViewer, useViewer } from '#api/viewer.tsx'
import { notify } from '#ui/notify.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import classes from './frame.module.css'

const ChangePassword = lazy(() =>
  import('./change-password.tsx').then((module) => ({ default: module.ChangePasswordDialog })),
)

/** The person signed in: language, theme, colour convention, password, sign out. Choices act at once. */
export function Me() {
  const { t, locale } = useWords()
  const viewer = useViewer()
  const client = useQueryClient()
  const navigate = useNavigate()
  const setPreferences = useSend(session.setPreferences)
  const signOut = useSend(session.signOut)
  const [changing, setChanging] = useState(false)
  const { preferences } = viewer

  const prefer = async (change: Partial<Preferences>) => {
    const next = { ...preferences, ...change }
    client.setQueryData(askViewer.queryKey, { ...viewer, preferences: next })
    try {
      await setPreferences.mutateAsync({ body: next })
    } catch (error) {
      client.setQueryData(askViewer.queryKey, viewer)
      notify(problemText(error).title)
    }
  }
  const leave = async () => {
    await signOut.mutateAsync({})
    client.clear()
    await navigate('/sign-in')
  }
  const choice = <Name extends keyof Preferences>(name: Name, value: Preferences[Name], label: string) => (
    <Menu.Item
      role="menuitemradio"
      aria-checked={preferences[name] === value}
      closeMenuOnClick={false}
      rightSection={preferences[name] === value ? <IconCheck size={14} /> : null}
      onClick={() => void prefer({ [name]: value })}
    >
      {label}
    </Menu.Item>
  )
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <button type="button" className={classes.me} aria-label={t('frame.me', { name: viewer.name })}>
            <span className={classes.avatar} aria-hidden>
              {viewer.name.slice(0, 1)}
            </span>
            <span className={classes.meName}>{viewer.name}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {locale === 'zh-CN' ? viewer.roleNameZh : viewer.roleName} · {viewer.unit.name}
          </Menu.Label>
          <Menu.Divider />
          <Menu.Label>{t('frame.language')}</Menu.Label>
          {choice('locale', 'en', 'English')}
          {choice('locale', 'zh-CN', '中文')}
          <Menu.Label>{t('frame.theme')}</Menu.Label>
          {choice('theme', 'light', t('frame.theme.light'))}
          {choice('theme', 'dark', t('frame.theme.dark'))}
          {choice('theme', 'auto', t('frame.theme.auto'))}
          <Menu.Label>{t('frame.rising')}</Menu.Label>
          {choice('rising', 'red', t('frame.rising.red'))}
          {choice('rising', 'green', t('frame.rising.green'))}
          <Menu.Divider />
          <Menu.Item onClick={() => setChanging(true)}>{t('frame.change-password')}</Menu.Item>
          <Menu.Item onClick={() => void leave()}>{t('frame.sign-out')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {changing && (
        <Suspense fallback={null}>
          <ChangePassword onClose={() => setChanging(false)} />
        </Suspense>
      )}
    </>
  )
}

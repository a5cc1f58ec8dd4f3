import { Menu } from '@mantine/core'
import { type Preferences, session } from '@rapport/contract/session'
import { IconCheck } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { useSend } from '#api/query.ts'
import { askViewer, useViewer } from '#api/viewer.tsx'
import { notify } from '#ui/notify.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'

/** The person signed in: language, theme, colour convention, password, sign out. Choices act at once. */
export function MeMenu({ changePassword }: { changePassword: () => void }) {
  const { t, locale } = useWords()
  const viewer = useViewer()
  const client = useQueryClient()
  const navigate = useNavigate()
  const setPreferences = useSend(session.setPreferences)
  const signOut = useSend(session.signOut)
  const { preferences } = viewer

  const prefer = async (change: Partial<Preferences>) => {
    const next = { ...preferences, ...change }
    client.setQueryData(askViewer.queryKey, { ...viewer, preferences: next })
    try {
      await setPreferences.mutateAsync({ body: next })
    } catch (error) {
      client.setQueryData(askViewer.queryKey, viewer)
      void notify(problemText(error).title)
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
      <Menu.Item onClick={changePassword}>{t('frame.change-password')}</Menu.Item>
      <Menu.Item onClick={() => void leave()}>{t('frame.sign-out')}</Menu.Item>
    </>
  )
}

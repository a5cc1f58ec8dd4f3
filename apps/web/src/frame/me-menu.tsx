import { Menu } from '@mantine/core'
import { type Preferences, session } from '@rapport/contract/session'
import { useQueryClient } from '@tanstack/react-query'
import { useSend } from '#api/query.ts'
import { askViewer, useViewer } from '#api/viewer.tsx'
import { notify } from '#ui/notify.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'

/** The person signed in: language, theme, colour convention, password, sign out. Choices act at once. */
export function MeMenu({ changePassword, signOut }: { changePassword: () => void; signOut: () => void }) {
  const { t, locale } = useWords()
  const viewer = useViewer()
  const client = useQueryClient()
  const setPreferences = useSend(session.setPreferences)
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
  return (
    <>
      <Menu.Label>
        {locale === 'zh-CN' ? viewer.roleNameZh : viewer.roleName} · {viewer.unit.name}
      </Menu.Label>
      <Menu.Divider />
      <Menu.Label>{t('frame.language')}</Menu.Label>
      <Choice of="locale" now={preferences.locale} prefer={prefer} choices={{ en: 'English', 'zh-CN': '中文' }} />
      <Menu.Label>{t('frame.theme')}</Menu.Label>
      <Choice
        of="theme"
        now={preferences.theme}
        prefer={prefer}
        choices={{ light: t('frame.theme.light'), dark: t('frame.theme.dark'), auto: t('frame.theme.auto') }}
      />
      <Menu.Label>{t('frame.rising')}</Menu.Label>
      <Choice
        of="rising"
        now={preferences.rising}
        prefer={prefer}
        choices={{ red: t('frame.rising.red'), green: t('frame.rising.green') }}
      />
      <Menu.Divider />
      <Menu.Item onClick={changePassword}>{t('frame.change-password')}</Menu.Item>
      <Menu.Item onClick={signOut}>{t('frame.sign-out')}</Menu.Item>
    </>
  )
}

interface ChoiceProps<Name extends keyof Preferences> {
  of: Name
  now: Preferences[Name]
  choices: Record<Preferences[Name], string>
  prefer: (change: Partial<Preferences>) => Promise<void>
}

function Choice<Name extends keyof Preferences>({ of, now, choices, prefer }: ChoiceProps<Name>) {
  return (
    <Menu.RadioGroup value={now} onChange={(next) => void prefer({ [of]: next })}>
      {Object.entries<string>(choices).map(([value, label]) => (
        <Menu.RadioItem key={value} value={value} closeMenuOnClick={false}>
          {label}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )
}

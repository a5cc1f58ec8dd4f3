import { useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { askViewer } from '#api/viewer.tsx'
import { speak } from '#words/words.ts'

/** Language, theme and colour convention of the person signed in act at once, wherever they were changed. */
export function ActOnPreferences() {
  const preferences = useQuery({ ...askViewer, enabled: false }).data?.preferences
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => {
    if (!preferences) return
    setColorScheme(preferences.theme)
    document.documentElement.dataset.rising = preferences.rising
    void speak(preferences.locale)
  }, [preferences, setColorScheme])
  return null
}

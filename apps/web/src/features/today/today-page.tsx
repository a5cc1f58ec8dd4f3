import { useViewer } from '#api/viewer.tsx'
import { useFormat } from '#ui/format.ts'
import { Page } from '#ui/page.tsx'
import { useWords } from '#words/words.ts'

export function TodayPage() {
  const { t } = useWords()
  const viewer = useViewer()
  const format = useFormat()
  return (
    <Page title={t('frame.today')} about={format.dayLong(viewer.today)}>
      {null}
    </Page>
  )
}

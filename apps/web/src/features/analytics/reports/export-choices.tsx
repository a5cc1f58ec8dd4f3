import { Menu } from '@mantine/core'
import { reports } from '@rapport/contract/analytics/reports'
import { download } from '#api/download.ts'
import { saveFile, workbookOf } from '#features/analytics/firm-charts/save-file.ts'
import { notify } from '#ui/notify.tsx'
import { problemText } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import { useSheet } from './report-sheet.ts'
import type { Answered } from './use-answer.ts'

interface Props {
  data: Answered
  title: string
  setBusy: (busy: boolean) => void
}

/** What an answer can be saved as. */
export function ExportChoices({ data, title, setBusy }: Props) {
  const { t } = useWords()
  const sheet = useSheet(data)
  const name = `${title} ${data.answer.today}`
  const save = (ending: string, make: () => Promise<Blob>) => () => {
    setBusy(true)
    make()
      .then((blob) => saveFile(`${name}.${ending}`, blob))
      .catch((error: unknown) => {
        const { title: what, advice } = problemText(error)
        return notify(`${what} ${advice}`)
      })
      .finally(() => setBusy(false))
  }
  return (
    <>
      <Menu.Item onClick={save('csv', () => download(reports.exportRows, { body: data.asked }))}>
        {t('report-builder.export.csv')}
      </Menu.Item>
      <Menu.Item onClick={save('xlsx', () => workbookOf(title, sheet()))}>{t('report-builder.export.xlsx')}</Menu.Item>
    </>
  )
}

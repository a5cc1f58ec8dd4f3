import { Menu } from '@mantine/core'
import type { ChartAnswer } from '@rapport/contract/analytics/firm-charts'
import { useWords } from '#words/words.ts'
import { useSheet } from './chart-sheet.ts'
import { csvOf, pngOf, saveFile, xlsxOf } from './save-file.ts'

interface Props {
  answer: ChartAnswer
  title: string
  picture: () => SVGSVGElement | null
}

/** What a chart can be saved as. */
export function ExportChoices({ answer, title, picture }: Props) {
  const { t } = useWords()
  const sheet = useSheet(answer)
  const name = `${title} ${answer.asOf}`
  const svg = picture()
  return (
    <>
      {svg && (
        <Menu.Item onClick={() => void pngOf(svg).then((blob) => saveFile(`${name}.png`, blob))}>
          {t('firm-charts.export.png')}
        </Menu.Item>
      )}
      <Menu.Item onClick={() => saveFile(`${name}.csv`, new Blob([csvOf(sheet)], { type: 'text/csv;charset=utf-8' }))}>
        {t('firm-charts.export.csv')}
      </Menu.Item>
      <Menu.Item onClick={() => void xlsxOf(title, sheet).then((blob) => saveFile(`${name}.xlsx`, blob))}>
        {t('firm-charts.export.xlsx')}
      </Menu.Item>
    </>
  )
}

import { ActionIcon } from '@mantine/core'
import type { ChartAnswer } from '@rapport/contract/analytics/firm-charts'
import { IconDownload } from '@tabler/icons-react'
import { lazy, useState } from 'react'
import { MenuFlyout } from '#ui/flyout.tsx'
import { useWords } from '#words/words.ts'

const Choices = lazy(() => import('./export-choices.tsx').then((module) => ({ default: module.ExportChoices })))

interface Props {
  answer: ChartAnswer
  title: string
  /** The drawing as it stands on the page, where it is one picture. */
  picture: () => SVGSVGElement | null
}

/** Saves a chart as a picture, as text, as a workbook. */
export function ExportMenu({ answer, title, picture }: Props) {
  const { t } = useWords()
  const [opened, setOpened] = useState(false)
  const close = () => setOpened(false)
  return (
    <MenuFlyout
      opened={opened}
      close={close}
      end
      target={
        <ActionIcon
          variant="default"
          size="md"
          aria-label={`${t('firm-charts.export')}: ${title}`}
          aria-haspopup="menu"
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <IconDownload size={16} />
        </ActionIcon>
      }
    >
      {() => <Choices answer={answer} title={title} picture={picture} />}
    </MenuFlyout>
  )
}

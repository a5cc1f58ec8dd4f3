import { Button } from '@mantine/core'
import { reports } from '@rapport/contract/analytics/reports'
import { IconDownload } from '@tabler/icons-react'
import { lazy, useState } from 'react'
import { useMay } from '#api/viewer.tsx'
import { MenuFlyout } from '#ui/flyout.tsx'
import { useWords } from '#words/words.ts'
import type { Answered } from './use-answer.ts'

const Choices = lazy(() => import('./export-choices.tsx').then((module) => ({ default: module.ExportChoices })))

/** Saves the answer: all of it as text, or what is shown as a workbook. */
export function ExportReport({ data, title }: { data: Answered; title: string }) {
  const { t } = useWords()
  const [opened, setOpened] = useState(false)
  const [busy, setBusy] = useState(false)
  if (!useMay(reports.exportRows)) return null
  return (
    <MenuFlyout
      opened={opened}
      close={() => setOpened(false)}
      end
      target={
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={14} />}
          loading={busy}
          aria-haspopup="menu"
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          {t('report-builder.export')}
        </Button>
      }
    >
      {() => <Choices data={data} title={title} setBusy={setBusy} />}
    </MenuFlyout>
  )
}

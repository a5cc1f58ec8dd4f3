import { ActionIcon } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useWords } from '#words/words.ts'

/** A small button that copies a value and says that it did. */
export function Copy({ value }: { value: string }) {
  const { t } = useWords()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    setCopied(true)
    setTimeout(() => setCopied(false), 1500)
  }
  const label = copied ? t('ui.copied') : t('ui.copy')
  return (
    <ActionIcon size="xs" aria-label={label} title={label} onClick={() => void copy()}>
      {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
    </ActionIcon>
  )
}

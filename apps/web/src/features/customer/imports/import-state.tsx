import type { Import } from '@rapport/contract/customer/imports'
import { useFormat } from '#ui/format.ts'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

/** How far an import is, from 0 to 1. */
export const fractionOf = ({ bytesRead, bytesTotal, state }: Import) =>
  state === 'done' ? 1 : bytesTotal === 0 ? 0 : Math.min(bytesRead / bytesTotal, 1)

export const isUnderWay = ({ state }: Pick<Import, 'state'>) => state === 'waiting' || state === 'running'

/** How an import stands: what is under way says how far, what asks for work is amber. */
export function ImportState({ of }: { of: Import }) {
  const { t } = useWords()
  const format = useFormat()
  if (of.state === 'running')
    return <Tag tone="blue">{t('import.running-at', { percent: format.count(Math.floor(100 * fractionOf(of))) })}</Tag>
  if (of.state === 'failed') return <Tag tone="danger">{t('import.state.failed')}</Tag>
  if (of.state === 'done' && of.refused > 0) return <Tag tone="amber">{t('import.state.with-refusals')}</Tag>
  return <Tag>{t(`import.state.${of.state}`)}</Tag>
}

import { Button, Modal } from '@mantine/core'
import { type CollectionItem, collectionItems } from '@rapport/contract/administration/collection-items'
import { etlRuns } from '@rapport/contract/administration/etl-runs'
import { useState } from 'react'
import { useSend } from '#api/query.ts'
import { useViewer } from '#api/viewer.tsx'
import { FileChoice } from '#features/file-mapping/file-choice.tsx'
import { sizeText } from '#features/file-mapping/file-size.ts'
import { reasonWords } from '#features/file-mapping/reasons.ts'
import { DayInput } from '#ui/day-input.tsx'
import { notify } from '#ui/notify.tsx'
import { problemText, refusedIn } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import classes from './sources.module.css'

/** Hands in the file of an item for a business date: what its next fetch takes. */
export function HandIn({ item, onClose }: { item: CollectionItem; onClose: () => void }) {
  const { t, locale } = useWords()
  const { today } = useViewer()
  const [file, setFile] = useState<File>()
  const [day, setDay] = useState<string | null>(today)
  const send = useSend(etlRuns.upload, { refresh: [collectionItems.list] })
  const hand = async () => {
    if (!file || !day) return
    const form = new FormData()
    form.set('itemId', item.id)
    form.set('businessDate', day)
    form.set('file', file, file.name)
    const kept = await send.mutateAsync({ form })
    void notify(t('item.handed-in', { file: kept.fileName, size: sizeText(locale, kept.bytes) }))
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${t('item.hand-in')}: ${item.name}`}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <div className={classes.dialog}>
        <DayInput label={t('run.business-date')} withAsterisk value={day} onChange={setDay} />
        <FileChoice file={file} onFile={setFile} accept="" hint={t('item.hand-in.hint')} />
        <p className={classes.none}>{t('item.hand-in.text')}</p>
        {send.error && (
          <div role="alert" className={classes.problem}>
            <strong>{problemText(send.error).title}</strong> {problemText(send.error).advice}
            {refusedIn(send.error).map(({ field, code }) => (
              <div key={field + code}>{reasonWords(code)}</div>
            ))}
          </div>
        )}
        <div className={classes.actions}>
          {/* A refusal is told above. */}
          <Button disabled={!file || !day} loading={send.isPending} onClick={() => void hand().catch(() => {})}>
            {t('item.hand-in')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

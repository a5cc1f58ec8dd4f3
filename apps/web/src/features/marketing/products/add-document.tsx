import { Button, Modal, Select } from '@mantine/core'
import { type ProductDocument, productDocumentKinds, products } from '@rapport/contract/marketing/products'
import { useState } from 'react'
import { useSend } from '#api/query.ts'
import { FileChoice } from '#features/file-mapping/file-choice.tsx'
import { notify } from '#ui/notify.tsx'
import { fieldText, problemText, refusedIn } from '#words/problem-text.ts'
import { useWords } from '#words/words.ts'
import classes from './products.module.css'
import { changedProducts } from './refresh.ts'

/** Adds a document of a kind, or its next version. */
export function AddDocument({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords()
  const [file, setFile] = useState<File>()
  const [kind, setKind] = useState<ProductDocument['kind']>('risk-notice')
  const send = useSend(products.addDocument, { refresh: changedProducts })
  const add = async () => {
    if (!file) return
    const form = new FormData()
    form.set('kind', kind)
    form.set('file', file, file.name)
    await send.mutateAsync({ params: { id }, form })
    void notify(t('products.documents.added'))
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('products.documents.add')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <div className={classes.dialog}>
        <Select
          label={t('products.document.kind')}
          data={productDocumentKinds.map((value) => ({ value, label: t(`products.document.${value}`) }))}
          value={kind}
          allowDeselect={false}
          onChange={(value) => setKind(value as ProductDocument['kind'])}
        />
        <FileChoice file={file} onFile={setFile} accept=".pdf,application/pdf" hint={t('products.documents.hint')} />
        {send.error && (
          <div role="alert" className={classes.problem}>
            <strong>{problemText(send.error).title}</strong> {problemText(send.error).advice}{' '}
            {refusedIn(send.error)
              .map(({ code }) => fieldText(code))
              .join(' ')}
          </div>
        )}
        <div className={classes.actions}>
          {/* A refusal is told above. */}
          <Button disabled={!file} loading={send.isPending} onClick={() => void add().catch(() => {})}>
            {t('products.documents.add')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}

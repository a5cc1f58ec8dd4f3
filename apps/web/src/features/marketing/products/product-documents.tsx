import { Button } from '@mantine/core'
import { addressOf } from '@rapport/contract/client'
import { type Product, type ProductDocument, products } from '@rapport/contract/marketing/products'
import { useState } from 'react'
import { wire } from '#api/call.ts'
import { Allowed } from '#api/viewer.tsx'
import { sizeText } from '#features/file-mapping/file-size.ts'
import { Instant } from '#ui/day.tsx'
import { Section } from '#ui/page.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import { AddDocument } from './add-document.tsx'
import classes from './products.module.css'

/** The documents of a product, the versions that hold first; the others on demand. */
export function ProductDocuments({ of }: { of: Product }) {
  const { t } = useWords()
  const [adding, setAdding] = useState(false)
  const [all, setAll] = useState(false)
  const shown = of.documents.filter(({ current }) => all || current)
  return (
    <Section
      title={t('products.documents')}
      actions={
        <span className={classes.actions}>
          {of.documents.some(({ current }) => !current) && (
            <Button variant="default" aria-pressed={all} onClick={() => setAll(!all)}>
              {t('products.documents.all')}
            </Button>
          )}
          <Allowed to={products.addDocument}>
            <Button variant="default" onClick={() => setAdding(true)}>
              {t('products.documents.add')}
            </Button>
          </Allowed>
        </span>
      }
    >
      {adding && <AddDocument id={of.id} onClose={() => setAdding(false)} />}
      {shown.length === 0 ? (
        <p>{t('products.documents.none')}</p>
      ) : (
        <ul className={classes.documents}>
          {shown.map((one) => (
            <Document key={one.id} of={one} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function Document({ of }: { of: ProductDocument }) {
  const { t, locale } = useWords()
  return (
    <li>
      <a href={wire.base + addressOf(products.document, { params: { id: of.id } })} download>
        {t(`products.document.${of.kind}`)}
      </a>
      <span>{of.name}</span>
      <span className={classes.faint}>
        {t('products.document.version', { number: of.number })} · {sizeText(locale, of.bytes)} ·{' '}
        <Instant at={of.addedAt} />
      </span>
      {!of.current && <Tag>{t('products.document.former')}</Tag>}
    </li>
  )
}

import type { ProductRow } from '@rapport/contract/marketing/products'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'

const tones: Record<ProductRow['standing'], 'neutral' | 'amber' | 'blue' | 'danger'> = {
  ...{ draft: 'neutral', review: 'amber', coming: 'blue', 'on-shelf': 'blue', 'off-shelf': 'neutral' },
  ...{ blocked: 'danger', withdrawn: 'neutral' },
}

/** How a product stands today, and whether a change of it is proposed. */
export function ProductMark({ of }: { of: Pick<ProductRow, 'standing' | 'proposed'> }) {
  const { t } = useWords()
  const changing = of.standing === 'draft' || of.standing === 'review' ? null : of.proposed
  return (
    <>
      <Tag tone={tones[of.standing]}>{t(`products.standing.${of.standing}`)}</Tag>
      {changing && (
        <>
          {' '}
          <Tag tone={changing === 'review' ? 'amber' : 'neutral'}>{t(`products.proposed.${changing}`)}</Tag>
        </>
      )}
    </>
  )
}

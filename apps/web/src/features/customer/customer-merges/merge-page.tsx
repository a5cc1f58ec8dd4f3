import { customerMerges, type MergeSide } from '@rapport/contract/customer/customer-merges'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { Page } from '#ui/page.tsx'
import { Answered, NotAllowed, NotFound } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { MergeForm } from './merge-form.tsx'

/** Two customers beside each other: which stays is in the URL, what is taken from the other is chosen here. */
export function MergePage() {
  const { t } = useWords()
  const { get, change } = useAddress()
  const [one, other] = [get('one') ?? '', get('other') ?? '']
  const allowed = useMay(customerMerges.merge)
  const answer = useAsk(
    customerMerges.compare,
    { query: { one, other } },
    { enabled: allowed && one !== '' && other !== '' },
  )
  const sides = ({ one, other }: { one: MergeSide; other: MergeSide }) =>
    get('stays') === other.customer.id ? { stays: other, gone: one } : { stays: one, gone: other }
  return (
    <Page
      title={t('merge.title')}
      about={t('merge.about')}
      crumbs={[{ label: t('customer-quality.title'), to: '/customer-quality' }]}
    >
      {!allowed ? (
        <NotAllowed />
      ) : one === '' || other === '' ? (
        <NotFound />
      ) : (
        <Answered answer={answer} lines={10}>
          {(found) => (
            <MergeForm
              key={get('stays') ?? one}
              {...sides(found)}
              swap={() => change({ stays: sides(found).gone.customer.id })}
            />
          )}
        </Answered>
      )}
    </Page>
  )
}

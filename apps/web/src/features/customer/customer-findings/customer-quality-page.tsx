import { customerFindings } from '@rapport/contract/customer/customer-findings'
import { useMay } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { Page } from '#ui/page.tsx'
import { NotAllowed } from '#ui/states.tsx'
import { Views } from '#ui/views.tsx'
import { useWords } from '#words/words.ts'
import { ByBranch } from './by-branch.tsx'
import { FindingsList } from './findings-list.tsx'

/** How good the records of customers are: counts by branch, and each finding with who puts it in order. */
export function CustomerQualityPage() {
  const { t } = useWords()
  const { get } = useAddress()
  const allowed = useMay(customerFindings.list)
  const list = get('view') === 'list'
  return (
    <Page title={t('customer-quality.title')} about={t('customer-quality.about')} {...(list ? { fill: true } : {})}>
      {allowed ? (
        <>
          <Views
            label={t('customer-quality.title')}
            views={[
              { name: 'branches', label: t('customer-quality.by-branch') },
              { name: 'list', label: t('customer-quality.list') },
            ]}
            shown={list ? 'list' : 'branches'}
          />
          {list ? <FindingsList /> : <ByBranch />}
        </>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

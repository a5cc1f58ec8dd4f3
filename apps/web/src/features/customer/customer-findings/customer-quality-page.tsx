import { customerFindings } from '@rapport/contract/customer/customer-findings'
import { Link } from 'react-router'
import { useMay } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { Page } from '#ui/page.tsx'
import { NotAllowed } from '#ui/states.tsx'
import { useWords } from '#words/words.ts'
import { ByBranch } from './by-branch.tsx'
import classes from './findings.module.css'
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
          <nav aria-label={t('customer-quality.title')} className={classes.views}>
            <Link to="?" aria-current={list ? undefined : 'page'}>
              {t('customer-quality.by-branch')}
            </Link>
            <Link to="?view=list" aria-current={list ? 'page' : undefined}>
              {t('customer-quality.list')}
            </Link>
          </nav>
          {list ? <FindingsList /> : <ByBranch />}
        </>
      ) : (
        <NotAllowed />
      )}
    </Page>
  )
}

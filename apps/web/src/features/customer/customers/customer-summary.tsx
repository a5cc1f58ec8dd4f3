import type { Customer } from '@rapport/contract/customer/customers'
import { useViewer } from '#api/viewer.tsx'
import { Copy } from '#ui/copy.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import classes from './customer-summary.module.css'
import { RiskLevel, Validity } from './risk-level.tsx'

/** Who the customer is, at a glance: name, number, level, risk level and how long it holds, manager, branch. */
export function CustomerSummary({ customer }: { customer: Customer }) {
  const { t } = useWords()
  const { today } = useViewer()
  return (
    <>
      <h1 className={classes.name}>
        {customer.name}
        <Tag>{t(`kind.${customer.kind}`)}</Tag>
        {customer.lifecycle !== 'active' && <Tag tone="amber">{t(`lifecycle.${customer.lifecycle}`)}</Tag>}
        {customer.deletedAt && <Tag tone="danger">{t('customer.removed')}</Tag>}
      </h1>
      <dl className={classes.facts}>
        <div>
          <dt>{t('customer.number')}</dt>
          <dd className="figures">
            {customer.customerNo} <Copy value={customer.customerNo} />
          </dd>
        </div>
        <div>
          <dt>{t('customer.level')}</dt>
          <dd>{customer.level ? t(`level.${customer.level}`) : '–'}</dd>
        </div>
        <div>
          <dt>{t('customer.risk')}</dt>
          <dd>
            <RiskLevel of={customer} />
          </dd>
        </div>
        <div>
          <dt>{t('customer.assessment-valid-to')}</dt>
          <dd>
            <Validity to={customer.assessmentValidTo} today={today} />
          </dd>
        </div>
        <div>
          <dt>{t('customer.owner')}</dt>
          <dd>{customer.owner?.name ?? '–'}</dd>
        </div>
        <div>
          <dt>{t('customer.unit')}</dt>
          <dd>{customer.unit.name}</dd>
        </div>
      </dl>
    </>
  )
}

import type { Account } from '@rapport/contract/customer/accounts'
import { Link } from 'react-router'
import { useFormat } from '#ui/format.ts'
import { useWords } from '#words/words.ts'
import classes from './accounts.module.css'

/** Who else holds an account, and what each may do with it; only those in sight. */
export function AccountHolders({ of }: { of: Account['holders'] }) {
  const { t } = useWords()
  const format = useFormat()
  if (of.length === 0) return '–'
  return (
    <ul className={classes.holders}>
      {of.map(({ customerId, customerNo, name, role, validFrom, validTo }) => (
        <li key={`${customerId} ${role} ${validFrom}`}>
          <Link to={`/customers/${customerId}?tab=accounts`} title={customerNo}>
            {name}
          </Link>{' '}
          <span className={classes.role}>
            {t(`account-role.${role}`)}
            {validFrom && ` · ${t('account.holder.from', { day: format.day(validFrom) })}`}
            {validTo && ` · ${t('account.holder.to', { day: format.day(validTo) })}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

import type { AuditEvent } from '@rapport/contract/administration/audit-events'
import { customers } from '@rapport/contract/customer/customers'
import { Link } from 'react-router'
import { useMay } from '#api/viewer.tsx'
import { Copy } from '#ui/copy.tsx'
import { Instant } from '#ui/day.tsx'
import { Facts } from '#ui/page.tsx'
import { SidePanel } from '#ui/side-panel.tsx'
import { useWords } from '#words/words.ts'
import classes from './audit.module.css'
import { columnName, objectName, valueText } from './audit-words.ts'
import { differencesIn } from './differences.ts'

interface Props {
  event: AuditEvent
  onClose: () => void
  onNext?: (() => void) | undefined
  onPrevious?: (() => void) | undefined
}

/** One entry of the trail: who, what, when, and what was before and after, as far as the reader may see it. */
export function AuditEventPanel({ event, ...moves }: Props) {
  const { t } = useWords()
  const mayOpen = useMay(customers.open)
  const differences = differencesIn(event)
  const id = (value: string) => (
    <span className={classes.id}>
      {value} <Copy value={value} />
    </span>
  )
  return (
    <SidePanel
      title={`${t(`audit.action.${event.action}`)} · ${objectName(event.objectType)}`}
      href={event.objectId ? `/audit?objectId=${event.objectId}&event=${event.id}` : `/audit?event=${event.id}`}
      {...moves}
    >
      <Facts
        of={[
          [t('audit.at'), <Instant key="at" at={event.at} />],
          [t('audit.actor'), event.actor ?? t('audit.system')],
          [
            t('audit.customer'),
            event.customerId &&
              (mayOpen ? (
                <Link key="customer" to={`/customers/${event.customerId}`}>
                  {t('audit.open-customer')}
                </Link>
              ) : (
                id(event.customerId)
              )),
          ],
          [t('audit.reason'), event.reason],
          [t('audit.object-id'), event.objectId && id(event.objectId)],
          [t('ui.reference'), event.requestId && id(event.requestId)],
        ]}
      />
      {differences.length === 0 ? (
        <p className={classes.hint}>{t('audit.no-differences')}</p>
      ) : (
        <table className={classes.differences}>
          <caption className="visually-hidden">{t('audit.differences')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('audit.field')}</th>
              <th scope="col">{t('audit.before')}</th>
              <th scope="col">{t('audit.after')}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ field, before, after }) => (
              <tr key={field}>
                <th scope="row">{columnName(field)}</th>
                <td>{valueText(field, before)}</td>
                <td>{valueText(field, after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={classes.hint}>{t('audit.masked')}</p>
    </SidePanel>
  )
}

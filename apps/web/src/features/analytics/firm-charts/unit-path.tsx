import { units } from '@rapport/contract/administration/organisation'
import { Link } from 'react-router'
import { useAsk } from '#api/query.ts'
import { useMay } from '#api/viewer.tsx'
import { useAddress, withParam } from '#ui/address.ts'
import { useWords } from '#words/words.ts'
import classes from './firm-charts.module.css'

/** The way down the organisation to the unit that is shown, each step a way back up. */
export function UnitPath() {
  const { t } = useWords()
  const { params, get } = useAddress()
  const answer = useAsk(units.list, {}, { enabled: useMay(units.list) })
  const unit = get('unit')
  const all = new Map((answer.data?.items ?? []).map((one) => [one.id, one]))
  const steps: { id: string; name: string }[] = []
  for (let one = all.get(unit ?? ''); one; one = all.get(one.parentId ?? ''))
    if (one.kind !== 'head-office') steps.unshift(one)
  if (!unit || steps.length === 0) return null
  const without = new URLSearchParams(params)
  without.delete('unit')
  return (
    <nav aria-label={t('firm-charts.path')}>
      <ol className={classes.path}>
        <li>
          <Link to={`?${without}`}>{t('firm-charts.whole')}</Link>
        </li>
        {steps.map(({ id, name }, i) => (
          <li key={id} aria-current={i === steps.length - 1 ? 'page' : undefined}>
            {i === steps.length - 1 ? name : <Link to={withParam(params, 'unit', id)}>{name}</Link>}
          </li>
        ))}
      </ol>
    </nav>
  )
}

import type { SuitabilityCheckRow } from '@rapport/contract/customer/suitability-checks'
import { Link } from 'react-router'
import { Instant } from '#ui/day.tsx'
import { useWords } from '#words/words.ts'
import { CheckMark } from './check-mark.tsx'
import classes from './suitability-checks.module.css'

interface Props {
  of: readonly SuitabilityCheckRow[]
  nameOf: (one: SuitabilityCheckRow) => string
  /** What stands before who began it. */
  codeOf?: (one: SuitabilityCheckRow) => string
  none: string
}

/** Checks, each by a name that leads to it. */
export function CheckList({ of, nameOf, codeOf, none }: Props) {
  const { t } = useWords()
  if (of.length === 0) return <p className={classes.quiet}>{none}</p>
  return (
    <ol className={classes.list}>
      {of.map((one) => (
        <li key={one.id}>
          <Link to={`/suitability-checks/${one.id}`}>{nameOf(one)}</Link> <CheckMark of={one} />
          <p className={classes.quiet}>
            {codeOf && `${codeOf(one)} · `}
            {t(`suitability.initiative.${one.initiative}`)}
            {one.madeBy && ` · ${one.madeBy.name}`} · <Instant at={one.madeAt} />
          </p>
        </li>
      ))}
    </ol>
  )
}

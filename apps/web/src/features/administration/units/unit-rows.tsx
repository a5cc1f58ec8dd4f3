import { Link } from 'react-router'
import { useViewer } from '#api/viewer.tsx'
import { useAddress } from '#ui/address.ts'
import { Day } from '#ui/day.tsx'
import { Tag } from '#ui/tag.tsx'
import { useWords } from '#words/words.ts'
import classes from './organisation.module.css'
import { type Branch, hasEnded } from './unit-tree.ts'

/** A level of the tree; what hangs below folds under its unit. */
export function UnitRows({
  branches,
  looked,
  depth = 0,
}: {
  branches: Branch[]
  looked: string | undefined
  depth?: number
}) {
  return (
    <ul className={classes.rows}>
      {branches.map((branch) => (
        <li key={branch.unit.id}>
          {branch.below.length > 0 ? (
            <details open className={classes.node}>
              <summary aria-label={branch.unit.name}>
                <UnitRow of={branch} depth={depth} looked={branch.unit.id === looked} />
              </summary>
              <UnitRows branches={branch.below} looked={looked} depth={depth + 1} />
            </details>
          ) : (
            <UnitRow of={branch} depth={depth} looked={branch.unit.id === looked} leaf />
          )}
        </li>
      ))}
    </ul>
  )
}

function UnitRow({ of, depth, looked, leaf }: { of: Branch; depth: number; looked: boolean; leaf?: boolean }) {
  const { t } = useWords()
  const { today } = useViewer()
  const { params } = useAddress()
  const { unit } = of
  const next = new URLSearchParams(params)
  next.set('unit', unit.id)
  return (
    <div className={classes.row} data-looked={looked || undefined} data-leaf={leaf || undefined}>
      <Link to={`?${next}`} className={`${classes.name} truncate`} style={{ marginInlineStart: depth * 20 }}>
        {unit.name}
      </Link>
      <span className={classes.kind}>{t(`unit-kind.${unit.kind}`)}</span>
      <span className={`${classes.code} figures`}>{unit.code}</span>
      <span className={classes.since}>
        {hasEnded(unit, today) ? (
          <Tag tone="danger">{t('unit.ended-on', { day: unit.validTo ?? '' })}</Tag>
        ) : (
          <>
            <Day on={unit.validFrom} />
            {unit.validTo && (
              <>
                {' – '}
                <Day on={unit.validTo} />
              </>
            )}
          </>
        )}
      </span>
      <span className={`${classes.count} figures`}>{of.count > 0 && t('unit.below', { count: of.count })}</span>
    </div>
  )
}

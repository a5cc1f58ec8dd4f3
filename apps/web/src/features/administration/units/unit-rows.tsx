import { ActionIcon } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { useViewer } from '#api/viewer.tsx'
import { useAddress, withParam } from '#ui/address.ts'
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
        <Node key={branch.unit.id} branch={branch} looked={looked} depth={depth} />
      ))}
    </ul>
  )
}

function Node({ branch, looked, depth }: { branch: Branch; looked: string | undefined; depth: number }) {
  const { t } = useWords()
  const [open, setOpen] = useState(true)
  const label = t(open ? 'unit.fold' : 'unit.unfold', { name: branch.unit.name })
  return (
    <li>
      <UnitRow of={branch} depth={depth} looked={branch.unit.id === looked}>
        {branch.below.length > 0 && (
          <ActionIcon size="xs" aria-label={label} aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
          </ActionIcon>
        )}
      </UnitRow>
      {open && branch.below.length > 0 && <UnitRows branches={branch.below} looked={looked} depth={depth + 1} />}
    </li>
  )
}

interface RowProps {
  of: Branch
  depth: number
  looked: boolean
  children: ReactNode
}

function UnitRow({ of, depth, looked, children }: RowProps) {
  const { t } = useWords()
  const { today } = useViewer()
  const { params } = useAddress()
  const { unit } = of
  return (
    <div className={classes.row} data-looked={looked || undefined}>
      <span className={classes.place} style={{ paddingInlineStart: depth * 20 }}>
        <span className={classes.fold}>{children}</span>
        <Link to={withParam(params, 'unit', unit.id)} className={`${classes.name} truncate`}>
          {unit.name}
        </Link>
      </span>
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

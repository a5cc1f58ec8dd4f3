import { ActionIcon } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconExternalLink, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useWords } from '#words/words.ts'
import classes from './side-panel.module.css'

interface Props {
  title: string
  /** The page of the same thing. */
  href: string
  onClose: () => void
  onNext?: (() => void) | undefined
  onPrevious?: (() => void) | undefined
  /** Holds lists and small tables, not only facts. */
  wide?: boolean
  children: ReactNode
}

/** Looks at a row beside the list; on a phone it covers the list. Escape closes it. */
export function SidePanel({ title, href, onClose, onNext, onPrevious, wide, children }: Props) {
  const { t } = useWords()
  return (
    <aside
      className={classes.panel}
      data-wide={wide || undefined}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <header className={classes.head}>
        <h2 className="truncate">{title}</h2>
        <PanelAction label={t('ui.previous')} act={onPrevious} icon={<IconChevronUp size={16} />} />
        <PanelAction label={t('ui.next')} act={onNext} icon={<IconChevronDown size={16} />} />
        <ActionIcon component={Link} to={href} aria-label={t('ui.open-page')} title={t('ui.open-page')}>
          <IconExternalLink size={16} />
        </ActionIcon>
        <PanelAction label={t('ui.close')} act={onClose} icon={<IconX size={16} />} />
      </header>
      <div className={classes.body}>{children}</div>
    </aside>
  )
}

function PanelAction({ label, act, icon }: { label: string; act: (() => void) | undefined; icon: ReactNode }) {
  return (
    <ActionIcon aria-label={label} title={label} disabled={!act} onClick={act}>
      {icon}
    </ActionIcon>
  )
}

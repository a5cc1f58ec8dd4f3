import { IconAlertTriangle, IconCloudOff, IconCloudUp } from '@tabler/icons-react'
import { Link } from 'react-router'
import { useWords } from '#words/words.ts'
import classes from './offline-visits.module.css'

/** How many visits wait on this device, or that there is no network; leads to them. */
export function UnsentSign({ online, waiting, attention }: { online: boolean; waiting: number; attention: number }) {
  const { t } = useWords()
  const Icon = attention > 0 ? IconAlertTriangle : online ? IconCloudUp : IconCloudOff
  const text =
    attention > 0
      ? t('offline-visits.attention', { count: attention })
      : waiting > 0
        ? t('offline-visits.waiting', { count: waiting })
        : t('offline-visits.no-network')
  return (
    <Link
      to="/care-visits/offline"
      className={classes.sign}
      data-attention={attention > 0 || undefined}
      aria-label={text}
      title={text}
    >
      <Icon size={16} aria-hidden />
      <span role="status" className={classes.signText}>
        {text}
      </span>
    </Link>
  )
}

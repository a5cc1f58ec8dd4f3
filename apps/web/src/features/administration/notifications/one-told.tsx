import type { Notification, NotificationKind } from '@rapport/contract/administration/notifications'
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconAt,
  IconCalendar,
  IconCheck,
  IconChecklist,
  IconClock,
  IconFileImport,
  IconGauge,
  IconGavel,
  IconHandStop,
  IconMailExclamation,
  IconMailX,
  IconMessageReport,
  IconMoodSad,
  IconPhone,
  IconReport,
  IconSpeakerphone,
  IconX,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { Link } from 'react-router'
import { Instant } from '#ui/day.tsx'
import { useWords } from '#words/words.ts'
import classes from './notifications.module.css'
import { useToldText } from './told-text.ts'

const icons: Record<NotificationKind, ComponentType<{ size?: number }>> = {
  'task-given': IconChecklist,
  'task-reopened': IconChecklist,
  'tasks-due': IconClock,
  'tasks-overdue': IconAlertTriangle,
  'case-turn': IconMessageReport,
  'case-answered': IconMessageReport,
  'approval-to-decide': IconGavel,
  'approval-approved': IconCheck,
  'approval-rejected': IconX,
  'approval-returned': IconArrowBackUp,
  'approval-due': IconClock,
  'approval-overdue': IconAlertTriangle,
  'message-batch-to-approve': IconMailExclamation,
  'message-batch-failed': IconMailX,
  'report-ready': IconReport,
  'report-failed': IconAlertTriangle,
  'import-ended': IconFileImport,
  'notice-published': IconSpeakerphone,
  'notice-reminder': IconSpeakerphone,
  'meeting-soon': IconCalendar,
  'call-rings': IconPhone,
  'prospect-recall-near': IconClock,
  'prospect-recalled': IconArrowBackUp,
  'survey-low': IconMoodSad,
  mention: IconAt,
  'run-failed': IconAlertTriangle,
  'run-held': IconHandStop,
  'run-late': IconClock,
  'quality-below': IconGauge,
  'report-not-sent': IconMailX,
  'outbox-late': IconMailX,
}

/** One notification: what it says, why, when; a link where it leads somewhere. */
export function OneTold({ of, onGo }: { of: Notification; onGo: () => void }) {
  const { t } = useWords()
  const textOf = useToldText()
  const Icon = icons[of.kind]
  const { to, title, why } = textOf(of)
  const said = (
    <>
      <Icon size={16} aria-hidden />
      <span>
        <span className={classes.title}>{title}</span>
        {of.readAt === null && <span className="visually-hidden">{t('frame.notifications.is-unread')}</span>}
        {why && <span className={classes.why}>{why}</span>}
        <span className={classes.why}>
          <Instant at={of.changedAt} />
        </span>
      </span>
    </>
  )
  return to === null ? (
    <button type="button" className={classes.one} onClick={onGo}>
      {said}
    </button>
  ) : (
    <Link to={to} className={classes.one} onClick={onGo}>
      {said}
    </Link>
  )
}

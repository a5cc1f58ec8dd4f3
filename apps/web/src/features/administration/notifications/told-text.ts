import {
  type AboutNotification,
  aboutNotifications,
  type Notification,
} from '@rapport/contract/administration/notifications'
import { useWords, type Words, wordsFor } from '#words/words.ts'

type About = Extract<Notification, { kind: AboutNotification }>
const isAbout = (one: Notification): one is About => (aboutNotifications as readonly string[]).includes(one.kind)

/** Where what is told leads; null where there is nothing to see of it. */
function placeOf({ kind, times, about }: About): string | null {
  switch (kind) {
    case 'task-given':
    case 'task-reopened':
    case 'tasks-due':
      return times === 1 ? `/tasks/${about.id}` : '/tasks'
    case 'tasks-overdue':
      return times === 1 ? `/tasks/${about.id}` : '/tasks?view=all&overdue=true'
    case 'case-turn':
    case 'case-answered':
      return `/cases/${about.id}`
    case 'approval-to-decide':
    case 'approval-approved':
    case 'approval-rejected':
    case 'approval-returned':
    case 'approval-due':
    case 'approval-overdue':
      return `/approvals/${about.id}`
    case 'message-batch-to-approve':
    case 'message-batch-failed':
      return '/messages?view=batches'
    case 'report-ready':
    case 'report-failed':
      return about.customer === null ? '/segments' : `/customers/${about.customer.id}?tab=reports`
    case 'import-ended':
      return `/imports/${about.id}`
    case 'meeting-soon':
      return `/calendar?meeting=${about.id}`
    case 'prospect-recall-near':
      return times === 1 ? `/prospects/${about.id}` : '/prospects'
    case 'prospect-recalled':
      return '/prospects?view=pool'
    case 'call-rings':
      return '/calls'
    case 'notice-published':
    case 'notice-reminder':
      return `/notices/${about.id}`
    default:
      return null
  }
}

function aboutText(one: About, t: Words, locale: string) {
  const { kind, times, about } = one
  const title = (locale === 'zh-CN' ? about.titleZh : null) ?? about.title ?? t('notification.out-of-sight')
  return {
    to: placeOf(one),
    title: t(`notification.${kind}`, { count: times, title }),
    why: about.customer && about.customer.name !== about.title ? about.customer.name : null,
  }
}

/** What a notification says, why, and where it leads. */
export function useToldText() {
  const { t, locale } = useWords()
  return (one: Notification): { to: string | null; title: string; why: string | null } => {
    if (isAbout(one)) return aboutText(one, t, locale)
    switch (one.kind) {
      case 'quality-below': {
        const { itemId, item, businessDate, below } = one.details
        return {
          to: `/data-centre/quality?item=${itemId}&to=${businessDate}`,
          title: t('notification.quality-below', { item, day: businessDate }),
          why: below.map((measure) => t(`quality.${measure}`)).join(', '),
        }
      }
      case 'report-not-sent': {
        const { reportId, report, person, reason } = one.details
        return {
          to: `/reports/${reportId}`,
          title: t('notification.report-not-sent', { report, person }),
          why: t(`report-schedule.reason.${reason}`),
        }
      }
      case 'outbox-late': {
        const { outbox, waiting, minutes } = one.details
        return {
          to: '/data-centre/outboxes',
          title: t('notification.outbox-late', { outbox: t(`outbox.${outbox}`) }),
          why: t('outboxes.waits', { count: waiting, minutes }),
        }
      }
      default: {
        const { runId, task, businessDate, failure } = one.details
        return {
          to: `/data-centre?day=${businessDate}&run=${runId}`,
          title: t(`notification.${one.kind}`, { task, day: businessDate }),
          why: failure && (wordsFor(`run.failure.${failure}`) ?? failure),
        }
      }
    }
  }
}

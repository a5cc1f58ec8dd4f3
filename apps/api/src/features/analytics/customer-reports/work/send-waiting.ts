import type { ReportLanguage } from '@rapport/contract/analytics/customer-reports'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import { fileName, filePlace, keptReport } from '#features/analytics/customer-reports/customer-reports.ts'
import { sendableTo } from '#features/analytics/customer-reports/sendable-to.ts'
import { valuePlace } from '#features/customer/contact-points/contact-points.ts'
import type { Mail } from '#mail/mail.ts'
import { readAs, Undone, type Works } from './as-person.ts'

interface Taken {
  id: string
  by: string
  attempt: number
  language: ReportLanguage
}

/** So long a letter may be under way; then it is sent again, with the same id, so that a mail system may drop the second. */
const GONE_AFTER = '2 minutes'
const MOST_ATTEMPTS = 5

const letters: Record<ReportLanguage, { subject: string; text: string }> = {
  'zh-CN': {
    subject: '您的账户报告',
    text: '尊敬的客户：\n\n附件是您的账户报告（PDF）。报告含个人金融信息，请妥善保管。\n如有疑问，请联系您的客户经理。\n',
  },
  en: {
    subject: 'Your account report',
    text: 'Dear customer,\n\nYour account report is attached as a PDF. It holds personal financial information: please keep it safe.\nYour account manager is glad to answer any question.\n',
  },
}

/** Sends the report that waits longest, as the person who wants it sent, to the address that may be written to now. Whether there was one. */
export async function sendWaiting(works: Works, mail: Mail): Promise<boolean> {
  const taken = await asSystem(works.connections, {}, take)
  if (!taken) return false
  const asSender = (work: (db: Db) => Promise<unknown>) =>
    asSystem(works.connections, { actorId: taken.by, requestId: taken.id }, work)
  try {
    const { report, to } = await readAs(works, taken.by, async (db) => {
      const report = await keptReport(db, taken.id)
      if (!report) throw new Undone('out-of-sight')
      const { verdict, to } = await sendableTo(db, report.customerId)
      if (to === null) throw new Undone(verdict)
      return { report, to }
    })
    const content = works.seal.openFile(report.file!, filePlace(report.id))
    await mail.send({
      id: `report-${report.id}`,
      to: [works.seal.open(to.sealed, valuePlace(to.id))],
      ...letters[taken.language],
      attachments: [{ filename: fileName(report), content, contentType: 'application/pdf' }],
    })
    await asSender((db) => sent(db, taken, to.id))
  } catch (error) {
    const code = error instanceof Undone ? error.code : null
    await asSender((db) => putOff(db, taken, code === 'person-gone' ? 'not-allowed' : code))
    if (code === null) throw error
  }
  return true
}

async function take(db: Db): Promise<Taken | undefined> {
  const [taken] = await db.rows<Taken>(
    'reports-take-to-send',
    `update customer_reports set sending_attempt = sending_attempt + 1, sending_at = clock_timestamp() + interval '${GONE_AFTER}'
     where id = (select id from customer_reports where sending = 'waiting' and sending_at <= clock_timestamp()
                 order by sending_at limit 1 for update skip locked)
     returning id, sending_by as by, sending_attempt as attempt, language`,
    [],
  )
  return taken
}

const sent = (db: Db, { id, attempt }: Taken, to: string) =>
  db.rows(
    'reports-sent',
    `update customer_reports set sending = 'sent', sending_at = null, sent_at = clock_timestamp(), sent_to = $3
     where id = $1 and sending_attempt = $2 and sending = 'waiting'`,
    [id, attempt, to],
  )

/** Ended where there is a reason or it was tried often enough; else tried again a while later, each time longer. */
const putOff = (db: Db, { id, attempt }: Taken, code: string | null) =>
  code === null && attempt < MOST_ATTEMPTS
    ? db.rows(
        'reports-put-off',
        `update customer_reports set sending_at = clock_timestamp() + $3::int * interval '30 seconds'
         where id = $1 and sending_attempt = $2 and sending = 'waiting'`,
        [id, attempt, attempt],
      )
    : db.rows(
        'reports-not-sent',
        `update customer_reports set sending = 'failed', sending_failure = $3, sending_at = null
         where id = $1 and sending_attempt = $2 and sending = 'waiting'`,
        [id, attempt, code ?? 'mail-refused'],
      )

import type {
  PortalCustomer,
  PortalMessage,
  PortalReport,
  PortalRequest,
  PortalSurvey,
} from '@rapport/contract/service/portal'
import type { Db } from '@rapport/database/as-viewer'
import type { Seal } from '@rapport/database/seal'
import { fileName, filePlace } from '#features/analytics/customer-reports/customer-reports.ts'
import { linkToken } from '#features/service/messages/one-time-link.ts'
import { Refused } from '#http/refused.ts'
import { PortalFile } from '#http/serve-customer.ts'

// Read as the customer: each view of the schema `portal` is of them alone.

export async function whoAmI(db: Db): Promise<PortalCustomer> {
  const [me] = await db.rows<PortalCustomer>(
    'portal.me',
    'select customer_no as "customerNo", name, unit, manager from portal.me',
    [],
  )
  return me!
}

export async function ownReports(db: Db): Promise<{ items: PortalReport[] }> {
  const items = await db.rows<PortalReport>(
    'portal.reports',
    `select id, from_on::text as "from", to_on::text as "to", currency, language, bytes, ended_at as "madeAt"
     from portal.reports order by ended_at desc, id desc limit 100`,
    [],
  )
  return { items }
}

/** A report of one's own as it was made; 404 for any other. */
export async function ownReport(db: Db, seal: Seal, id: string): Promise<PortalFile> {
  const [report] = await db.rows<{ to: string | null; customerNo: string; file: Buffer }>(
    'portal.report',
    `select r.to_on::text as "to", m.customer_no as "customerNo", r.file from portal.reports r cross join portal.me m where r.id = $1::uuid`,
    [id],
  )
  if (!report) throw new Refused(404, 'not-found')
  return new PortalFile(id, fileName(report), seal.openFile(report.file, filePlace(id)))
}

export async function ownMessages(db: Db): Promise<{ items: PortalMessage[] }> {
  const items = await db.rows<PortalMessage>(
    'portal.messages',
    'select id, channel, subject, body, sent_at as "sentAt" from portal.messages order by sent_at desc, id desc limit 100',
    [],
  )
  return { items }
}

export async function ownSurveys(db: Db, seal: Seal): Promise<{ items: PortalSurvey[] }> {
  const rows = await db.rows<Omit<PortalSurvey, 'path'> & { messageId: string; answered: boolean }>(
    'portal.surveys',
    `select id, name, name_zh as "nameZh", anonymous, message_id as "messageId", asked_at as "askedAt", expires_at as "expiresAt", answered
     from portal.surveys order by asked_at desc, id desc limit 100`,
    [],
  )
  const items = rows.map(({ messageId, answered, ...survey }) => ({
    ...survey,
    path: answered ? null : `/s/${linkToken(seal, messageId)}`,
  }))
  return { items }
}

export async function requestClasses(db: Db) {
  const items = await db.rows<{ code: string; kind: PortalRequest['kind']; name: string; nameZh: string }>(
    'portal.request-classes',
    'select code, kind, name, name_zh as "nameZh" from portal.request_classes order by code',
    [],
  )
  return { items }
}

const requestColumns = `id, number, kind, class, class_zh as "classZh", title, details, state, received_at as "receivedAt",
  finish_due_at as "dueAt", closed_at as "closedAt", answer, satisfaction`

export async function ownRequests(db: Db): Promise<{ items: PortalRequest[] }> {
  const items = await db.rows<PortalRequest>(
    'portal.requests',
    `select ${requestColumns} from portal.requests order by received_at desc, id desc limit 100`,
    [],
  )
  return { items }
}

/** 404 for one of somebody else. */
export async function ownRequest(db: Db, id: string): Promise<PortalRequest> {
  const [found] = await db.rows<PortalRequest>(
    'portal.request',
    `select ${requestColumns} from portal.requests where id = $1::uuid`,
    [id],
  )
  if (!found) throw new Refused(404, 'not-found')
  return found
}

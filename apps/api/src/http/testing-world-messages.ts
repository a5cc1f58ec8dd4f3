import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

/** Approved words for an e-mail. */
const template = {
  code: 'world',
  number: 1,
  channel: 'email',
  class: 'SERVICE',
  name: 'Notice',
  nameZh: '通知',
  subject: 'Notice',
  subjectZh: '通知',
  body: 'Dear {salutation}',
  bodyZh: '{salutation}您好',
  state: 'approved',
} as const

/** A message to a customer that was sent, one that came from there, and all that says whether they may be written to. */
export async function makeMessagesOf(db: Db, customerId: string) {
  const { id: templateId } =
    (await db.messageTemplate.findFirst({ where: { code: template.code } })) ??
    (await db.messageTemplate.create({ data: { ...template, id: newId() } }))
  const id = newId()
  const message = { templateId, channel: 'email', class: 'SERVICE', language: 'zh-CN', unitId: newId(), state: 'sent' }
  await db.outboundMessage.create({ data: { ...message, id, customerId, messageId: `message-${id}` } })
  await db.contactStop.create({ data: { id: newId(), customerId, kind: 'do-not-disturb', reason: '客户要求' } })
  const given = { purpose: 'marketing', channel: 'sms', textVersion: '1', evidence: '开户协议', source: 'contract' }
  await db.consent.create({ data: { id: newId(), customerId, ...given } })
  await db.optOut.create({ data: { id: newId(), customerId, channel: 'email', addressHash: id, source: 'link' } })
  await db.receivedMessage.create({ data: { id: newId(), customerId, channel: 'wecom', body: '您好' } })
  return { id, templateId }
}

/** Messages of each of these customers, and a message to a segment. */
export async function makeMessages(
  db: Db,
  customers: readonly { id: string; children: Record<string, string> }[],
  askers: readonly { userId: string; unit: { id: string } }[],
  segmentId: string,
) {
  let templateId = ''
  for (const { id: customerId, children } of customers) {
    const made = await makeMessagesOf(db, customerId)
    children.messages = made.id
    templateId = made.templateId
  }
  await db.optOut.create({ data: { id: newId(), channel: 'sms', addressHash: 'of nobody', source: 'reply' } })
  await db.messageInbox.create({ data: { source: 'sms', messageId: '1', effect: 'received' } })
  for (const { userId, unit } of askers) {
    const batch = { templateId, segmentId, unitId: unit.id, language: 'zh-CN', customers: 1, askedBy: userId }
    await db.messageBatch.create({ data: { ...batch, id: newId() } })
  }
}

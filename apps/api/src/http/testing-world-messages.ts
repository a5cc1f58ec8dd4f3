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

/** A message to each of these customers that was sent, with all that says whether they may be written to; and a message to a segment. */
export async function makeMessages(
  db: Db,
  customers: readonly { id: string; children: Record<string, string> }[],
  askers: readonly { userId: string; unit: { id: string } }[],
  segmentId: string,
) {
  const { id: templateId } = await db.messageTemplate.create({ data: { ...template, id: newId() } })
  const message = { templateId, channel: 'email', class: 'SERVICE', language: 'zh-CN', unitId: newId(), state: 'sent' }
  for (const { id: customerId, children } of customers) {
    const id = newId()
    children.messages = id
    await db.outboundMessage.create({ data: { ...message, id, customerId, messageId: `message-${id}` } })
    await db.contactStop.create({ data: { id: newId(), customerId, kind: 'do-not-disturb', reason: '客户要求' } })
    const given = { purpose: 'marketing', channel: 'sms', textVersion: '1', evidence: '开户协议', source: 'contract' }
    await db.consent.create({ data: { id: newId(), customerId, ...given } })
    await db.optOut.create({ data: { id: newId(), customerId, channel: 'email', addressHash: id, source: 'link' } })
    await db.receivedMessage.create({ data: { id: newId(), customerId, channel: 'wecom', body: '您好' } })
  }
  await db.optOut.create({ data: { id: newId(), channel: 'sms', addressHash: 'of nobody', source: 'reply' } })
  await db.messageInbox.create({ data: { source: 'sms', messageId: '1', effect: 'received' } })
  for (const { userId, unit } of askers) {
    const batch = { templateId, segmentId, unitId: unit.id, language: 'zh-CN', customers: 1, askedBy: userId }
    await db.messageBatch.create({ data: { ...batch, id: newId() } })
  }
}

import type { Db } from '@rapport/database/as-viewer'
import type { ApprovalEffects, ApprovalSubject, Doing } from '#features/administration/approvals/approval-subject.ts'
import { Refused } from '#http/refused.ts'

/** A draft that waits for somebody else's eyes; null where it is none any more. */
async function templateAsked(db: Db, id: string): Promise<ApprovalSubject | null> {
  const [row] = await db.rows<{
    state: string
    code: string
    title: string
    titleZh: string
    channel: string
    class: string
    urgent: boolean
  }>(
    'message-template.asked',
    `select state, code, name || ' (' || number || ')' as title, name_zh || ' (' || number || ')' as "titleZh", channel, class, urgent
     from message_templates where id = $1::uuid`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  const { state, code, title, titleZh, channel, class: of, urgent } = row
  if (state !== 'draft') return null
  const nobodys = { unitId: null, customerId: null, barredIds: [] }
  // A version never changes: another one is another draft.
  return { code, title, titleZh, ...nobodys, fields: { channel, class: of, urgent }, stamp: id }
}

/** The version in use from now on; the one before retires. */
async function useTemplate({ db, now }: Doing, id: string, by: string | null) {
  await db.rows(
    'message-template.retire-before',
    `update message_templates set state = 'retired' where state = 'approved' and code = (select code from message_templates where id = $1::uuid)`,
    [id],
  )
  await db.rows(
    'message-template.approve',
    `update message_templates set state = 'approved', approved_by = $3::uuid, approved_at = $2 where id = $1 and state = 'draft'`,
    [id, now, by],
  )
}

export const templateEffects: ApprovalEffects = {
  asked: templateAsked,
  approved: useTemplate,
  // What was returned is written anew as the next version, or explained and submitted again.
  sentBack: async ({ db }, id, verdict) =>
    verdict === 'returned'
      ? undefined
      : db.rows(
          'message-template.drop',
          `update message_templates set state = 'retired' where id = $1::uuid and state = 'draft'`,
          [id],
        ),
}

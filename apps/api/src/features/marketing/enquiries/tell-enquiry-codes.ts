import { ENQUIRY_MINUTES, enquiryKinds } from '@rapport/contract/marketing/enquiries'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import { type Channel, NotTaken } from '#features/service/messages/sending/channel.ts'
import { type TemplateWords, wordsOf } from '#features/service/messages/words-of.ts'
import { codeOf } from '#features/service/portal/code-of.ts'
import type { Product } from '#product.ts'
import { carries } from './enquiries.ts'
import { openTold } from './told.ts'

type Sends = Pick<Product, 'connections' | 'seal'>
type Carrier = (typeof carries)[keyof typeof carries]

/** The next whose code is to be sent by this channel, marked as sent: of two workers one has it. */
const nextOf = (db: Db, carrier: Carrier) =>
  db.rows<TemplateWords & { id: string; sealed: string }>(
    'enquiry.tell',
    `update enquiries e set told = true from message_templates t
     where e.id = (select id from enquiries where not told and proven_at is null and kind = $1
         and made_at > now() - make_interval(mins => ${ENQUIRY_MINUTES}) order by made_at, id limit 1 for update skip locked)
       and t.code = 'enquiry-code-' || $2::text and t.state = 'approved'
     returning e.id, e.told_sealed as sealed, t.subject, t.subject_zh as "subjectZh", t.body, t.body_zh as "bodyZh"`,
    [enquiryKinds.find((kind) => carries[kind] === carrier), carrier],
  )

/**
 * Sends codes of enquiries to whoever enquired, who may be nobody's customer: not by the outbox, and kept nowhere. What the other side
 * did not take for good is not tried again; what it did not take now is, and the error is thrown. How many.
 */
export async function tellEnquiryCodes(
  { connections, seal }: Sends,
  carrier: Carrier,
  out: Channel,
  stopping: () => boolean,
): Promise<number> {
  for (let sent = 0; ; sent++) {
    const [next] = stopping() ? [] : await asSystem(connections, {}, (db) => nextOf(db, carrier))
    if (!next) return sent
    const { id, sealed, ...words } = next
    const { name, contact, language } = openTold(seal, id, sealed)
    const said = wordsOf(words, language, {
      ...{ name, kind: 'person', gender: null, branch: '', manager: null, class: null },
      variables: { code: codeOf(seal, id) },
    })
    try {
      await out.send({ id: `enquiry-${id}`, to: contact, class: 'TRANSACTION', language, ...said, optOutToken: '' })
    } catch (error) {
      if (error instanceof NotTaken) continue
      await asSystem(connections, {}, (db) =>
        db.rows('enquiry.untold', 'update enquiries set told = false where id = $1::uuid', [id]),
      )
      throw error
    }
  }
}

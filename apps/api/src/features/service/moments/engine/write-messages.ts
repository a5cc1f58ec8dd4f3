import type { MessageTemplate } from '@rapport/contract/service/message-templates'
import type { Db } from '@rapport/database/as-viewer'
import { addMessages } from '#features/service/messages/add-messages.ts'
import type { OpenMoment } from './open-moments.ts'
import { writes } from './why-not.ts'

type Template = Pick<MessageTemplate, 'id' | 'code' | 'channel' | 'class' | 'urgent'>

/**
 * Writes what rules that write say into the outbox, by the approved words of each rule's template: whether and when it may leave
 * is decided there. The message of each moment; a rule whose template was retired writes nothing.
 */
export async function writeMessages(db: Db, moments: readonly OpenMoment[], now: Date): Promise<Map<string, string>> {
  const written = new Map<string, string>()
  const writing = moments.filter(writes)
  if (writing.length === 0) return written
  const templates = await db.rows<Template>(
    'moments.templates',
    `select id, code, channel, class, urgent from message_templates where state = 'approved' and code = any ($1::text[])`,
    [[...new Set(writing.map(({ definition }) => definition.message))]],
  )
  for (const template of templates) {
    const those = writing.filter(({ definition }) => definition.message === template.code)
    const ids = await addMessages(
      db,
      template,
      those.map(({ customerId, variables }) => ({ customerId, language: null, variables: asTexts(variables) })),
      { now },
    )
    for (const [n, { id }] of those.entries()) written.set(id, ids[n]!)
  }
  return written
}

const asTexts = (variables: OpenMoment['variables']) =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]))

import type { Db } from '@rapport/database/as-viewer'
import { approvedTemplate } from '#features/service/message-templates/message-templates.ts'
import { refusedField } from '#http/refused.ts'

/** An approved template whose one open variable is the link: words without it ask nothing, and nobody is there to fill in others. */
export async function surveyTemplate(db: Db, templateId: string) {
  const template = await approvedTemplate(db, templateId)
  if (template.asks.join() !== 'link') throw refusedField('templateId', 'survey.template')
  return template
}

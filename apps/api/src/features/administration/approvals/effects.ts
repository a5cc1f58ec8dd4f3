import type { ApprovalKind } from '@rapport/contract/administration/approval-kinds'
import { articleEffects } from '#features/marketing/articles/article-effects.ts'
import { campaignEffects } from '#features/marketing/campaigns/campaign-effects.ts'
import { admissionEffects } from '#features/marketing/products/admission-effects.ts'
import { answerEffects } from '#features/service/cases/answer-effects.ts'
import { templateEffects } from '#features/service/message-templates/template-effects.ts'
import { ruleEffects } from '#features/service/moments/rule-effects.ts'
import type { ApprovalEffects } from './approval-subject.ts'

/** What comes of decisions, by kind. */
export const effects: Record<ApprovalKind, ApprovalEffects> = {
  'case-answer': answerEffects,
  'message-template': templateEffects,
  'moment-rule': ruleEffects,
  'product-admission': admissionEffects,
  campaign: campaignEffects,
  article: articleEffects,
}

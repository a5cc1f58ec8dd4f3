import { customerValuesZh } from '@rapport/contract/words/customer-values.zh-CN'
import type { vocabularyEn } from './vocabulary.en.ts'
import type { Same } from './words.ts'

export const vocabularyZh: Same<typeof vocabularyEn> = {
  ...customerValuesZh,
  'basis.assessed': '测评',
  'basis.predicted': '预测',
  'basis.unavailable': '暂无',
}

import type { customerValuesEn } from './customer-values.en.ts'

/** What values of a customer are called, on pages and in files that the server writes. */
export const customerValuesZh: Record<keyof typeof customerValuesEn, string> = {
  'kind.person': '个人',
  'kind.organisation': '机构',
  'lifecycle.prospect': '潜在',
  'lifecycle.active': '正常',
  'lifecycle.dormant': '休眠',
  'lifecycle.closed': '已销户',
  'level.mass': '大众',
  'level.premium': '优选',
  'level.professional': '专业',
  'level.legal-entity': '法人',
  'level.inactive': '不活跃',
  'level.none': '未分级',
  'risk.C1-min': 'C1 最低',
  'risk.C1': 'C1 保守型',
  'risk.C2': 'C2 谨慎型',
  'risk.C3': 'C3 稳健型',
  'risk.C4': 'C4 积极型',
  'risk.C5': 'C5 激进型',
  'risk.none': '无风险等级',
}

import type { todayEn } from './today.en.ts'
import type { Same } from './words.ts'

export const todayZh: Same<typeof todayEn> = {
  'today.greeting': '{{name}}，您好',
  'today.figures': '今日数据',
  'today.all': '全部 {{total}}',
  'today.visits': '我的待办拜访',
  'today.queue': '待办拜访',
  'today.overdue': '逾期拜访',
  'today.overdue.none': '没有逾期的拜访。',
  'today.visits.none': '没有到期的拜访，可在客户页面安排。',
  'today.expired': '风险测评已过期',
  'today.expired.about': '请提醒以下客户重新测评。',
  'today.expired.none': '所有风险测评均在有效期内。',
  'today.expiring': '风险测评即将到期',
  'today.expiring.about': '将在 {{days}} 天内到期。',
  'today.expiring.none': '近期没有到期的测评。',
  'today.idle': '闲置资金',
  'today.idle.about': '资金不少于 {{least}}，占总资产 {{share}} 以上，且 {{days}} 天未交易。',
  'today.idle.traded': '最近交易 {{day}}',
  'today.idle.none': '没有客户资金闲置。',
  'today.updated': '最近变更的客户',
  'today.updated.none': '还没有客户。可新建客户，或导入文件。',
  'today.active': '正常客户',
  'today.dormant': '休眠客户',
  'today.opened': '本月开户',
  'today.due': '待办拜访',
}

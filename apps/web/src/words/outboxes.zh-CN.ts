import type { outboxesEn } from './outboxes.en.ts'
import type { Same } from './words.ts'

export const outboxesZh: Same<typeof outboxesEn> = {
  'outboxes.title': '待发队列',
  'outboxes.about': '当前等待发出的内容。等待超过 {{minutes}} 分钟会提醒您。',
  'outboxes.name': '队列',
  'outboxes.state': '状态',
  'outboxes.state.empty': '无等待',
  'outboxes.state.moving': '发送中',
  'outboxes.state.late': '滞留',
  'outboxes.state.not-connected': '未配置',
  'outboxes.state.not-connected.about': '公司尚未指定服务器或网关；由管理员在启动 Rapport 处配置。',
  'outboxes.waiting': '待发',
  'outboxes.waiting.about': '已到时间、尚未发出',
  'outboxes.later': '推迟',
  'outboxes.later.about': '等到可以联系客户的时间，或下次重试',
  'outboxes.oldest': '最早一条已等待',
  'outboxes.oldest.about': '已到时间的最早一条等了多久',
  'outboxes.as-of': '截至',
  'outboxes.waits_other': '{{count}} 条等待，最早一条已等 {{minutes}} 分钟',
  'outbox.email': '电子邮件',
  'outbox.sms': '短信',
  'outbox.wecom': '企业微信',
  'outbox.customer-reports': '客户报告邮件',
  'notification.outbox-late': '{{outbox}}：消息滞留未发出',
}

import type { messagesEn } from './messages.en.ts'
import type { Same } from './words.ts'

export const messagesZh: Same<typeof messagesEn> = {
  'permission.message.read': '查看发给客户的消息',
  'permission.message.send': '给客户发消息，登记同意与拒绝',
  'permission.message.approve': '审批模板与群发，禁止联系',
  'permission.message.configure': '编写模板，设置静默时段与频次上限',
}

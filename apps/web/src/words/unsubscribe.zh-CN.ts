import type { unsubscribeEn } from './unsubscribe.en.ts'
import type { Same } from './words.ts'

export const unsubscribeZh: Same<typeof unsubscribeEn> = {
  'unsubscribe.title': '退订营销邮件',
  'unsubscribe.text': '点击按钮后，该地址将不再收到营销邮件；账户通知照常发送。',
  'unsubscribe.act': '退订',
  'unsubscribe.done': '已退订：该地址将不再收到营销邮件。',
  'unsubscribe.unknown': '链接无效，请使用邮件中的完整链接。',
}

import type { joinEn } from './join.en.ts'
import type { Same } from './words.ts'

export const joinZh: Same<typeof joinEn> = {
  'join.title': '预约咨询',
  'join.about': '请留下您的联系方式，我们将在一个工作日内回电。来源：{{from}}。',
  'join.unknown': '页面不存在，请使用原链接。',
  'join.no-channel': '暂时无法在线受理，请直接致电我们。',
  'join.name': '您的姓名',
  'join.kind': '联系方式',
  'join.kind.mobile': '手机',
  'join.kind.email': '电子邮箱',
  'join.contact': '号码或邮箱',
  'join.contact.hint': '我们将发送验证码，请在下一步填写。',
  'join.interests': '感兴趣的内容',
  'join.message': '您想了解什么',
  'join.consent.text':
    '我们仅为答复您而保存您的姓名、联系方式及所填内容，不作他用，也不提供给公司以外的任何人。您可随时要求我们删除。',
  'join.consent': '我已阅读并同意',
  'join.marketing': '也可以向我发送产品与活动信息（可随时退订）',
  'join.send': '发送验证码',
  'join.code.sent': '验证码已发出，10分钟内有效，请在此填写。',
  'join.code': '验证码',
  'join.prove': '确认',
  'join.back': '返回修改',
  'join.received': '谢谢，我们将在一个工作日内与您联系。',
  'field.enquiry.consent': '未同意则无法受理。',
  'field.enquiry.no-channel': '暂时无法向此方式发送验证码。',
  'field.enquiry.code-shape': '请输入6位数字。',
  'field.enquiry.wrong-code': '验证码有误或已失效。',
  'problem.enquiry.code-wait': '刚刚已发送过验证码。',
  'advice.enquiry.code-wait': '请稍候再试。',
}

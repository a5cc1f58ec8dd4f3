import type { customersEn } from './customers.en.ts'
import type { Same } from './words.ts'

export const customersZh: Same<typeof customersEn> = {
  'customers.title': '客户',
  'customers.count_other': '共 {{total}} 位客户',
  'customers.search': '姓名、拼音、编号、手机或证件号',
  'customers.new': '新建客户',
  'customers.empty': '还没有客户',
  'customers.empty.text': '您负责的客户会列在这里。可新建客户，或导入文件。',
  'customers.none-found': '没有符合条件的客户',
  'customers.none-found.text': '请放宽筛选条件，或换用姓名、编号的其他部分搜索。',
  'customer.name': '姓名 / 名称',
  'customer.number': '一户通号',
  'customer.kind': '客户类型',
  'customer.level': '客户等级',
  'customer.risk': '风险等级',
  'customer.risk-basis': '等级依据',
  'customer.lifecycle': '客户状态',
  'customer.owner': '客户经理',
  'customer.unit': '营业部',
  'customer.opened-on': '开户日期',
  'customer.assessment-valid-to': '测评有效期至',
  'customer.assessment-expired': '风险测评已过期',
  'customer.assessment-expired-on': '{{day}} 过期',
  'customer.traded-in': '交易月份',
  'customer.traded-currency': '交易币种',
  'customer.deleted': '已移除客户',
}

import type { aboveToleranceEn } from './above-tolerance.en.ts'
import type { Same } from './words.ts'

export const aboveToleranceZh: Same<typeof aboveToleranceEn> = {
  'above-tolerance.title': '持仓超出风险承受能力',
  'above-tolerance.about': '测评有效、且持有高于其等级可购买范围产品的客户，超出市值高者在前。',
  'above-tolerance.as-of': '截至 {{day}}',
  'above-tolerance.count': '{{total}} 位客户',
  'above-tolerance.none': '没有客户的持仓超出测评等级',
  'above-tolerance.none.text': '每次数据加载、每次重新测评和每次风险等级规则变动后，名单自动更新；尚无估值时也为空。',
  'above-tolerance.customer': '客户',
  'above-tolerance.class': '测评等级',
  'above-tolerance.may': '可持有至',
  'above-tolerance.value': '超出市值（CNY）',
  'above-tolerance.valid-to': '测评有效期至',
  'above-tolerance.owner': '客户经理',
  'above-tolerance.unit': '营业部',
}

import type { nextOffersEn } from './next-offers.en.ts'
import type { Same } from './words.ts'

export const nextOffersZh: Same<typeof nextOffersEn> = {
  'next-offers.title': '下一步推荐',
  'next-offers.about':
    '同风险等级客户持有、该客户未持有、且在其可购买范围内的产品，理由强者在前。仅供沟通参考，不构成投资建议；推荐前须做适当性核查。',
  'next-offers.none': '目前没有值得推荐的产品。',
  'next-offers.not-assessed': '没有有效的风险测评，不得推荐产品，请先重新测评。',
  'next-offers.reason.stated-need': '客户表示需要：{{need}}',
  'next-offers.reason.above-tolerance': '{{share}} 的持仓超出风险承受能力',
  'next-offers.reason.idle-cash': '{{share}} 的资产为现金',
  'next-offers.reason.concentrated': '{{share}} 的持仓集中于一只证券',
  'next-offers.reason.peers-hold': '{{level}} 客户持有最多',
  'next-offers.peers': '同等级 {{peers}} 位客户中 {{holders}} 位持有',
  'next-offers.channel': '合适渠道',
  'next-offers.channel.text': '{{channel}}：{{visits}} 次联系中 {{reached}} 次联系上',
  'next-offers.channel.none': '尚未联系上该客户',
  'next-offers.time': '合适时间',
  'next-offers.time.text': '多在{{weekday}} {{hour}} 点后交易（近 12 个月 {{trades}} 笔）',
  'next-offers.time.day': '多在{{weekday}}交易（近 12 个月 {{trades}} 笔）',
  'next-offers.time.none': '近 12 个月交易过少',
  'next-offers.product.money-fund': '货币基金',
  'next-offers.product.repo': '国债逆回购',
  'next-offers.product.bond': '债券',
  'next-offers.product.fund': '基金',
  'next-offers.product.etf': 'ETF',
  'next-offers.as-of': '截至 {{day}}',
}

import type { securitiesEn } from './securities.en.ts'
import type { Same } from './words.ts'

export const securitiesZh: Same<typeof securitiesEn> = {
  'security.code': '代码',
  'security.name': '名称',
  'security.category': '类别',
  'security.market': '市场',
  'security.sector': '板块',
  'security.industry': '行业',
  'security.currency': '币种',
  'security.last-price': '最新价',
  'security.last-price-on': '价格日期',
  'security.unknown': '未知证券',
  'security.only-unknown': '未知证券',
  'security.search': '代码或名称',
  'security.none': '没有证券',
  'security.none.text': '证券由导入产生：导入证券列表，或导入含证券代码的成交。',
}

import type { productClassesEn } from './product-classes.en.ts'
import type { Same } from './words.ts'

/** 产品分类规则。 */
export const productClassesZh: Same<typeof productClassesEn> = {
  'product-classes.title': '产品分类规则',
  'product-classes.about':
    '证券属于哪类产品、风险等级多少：符合的规则中序号最小者适用。换手率、承受能力、风格与图表随之而定。',
  'product-classes.rules': '现行规则',
  'product-classes.past': '已结束或未生效的规则',
  'product-classes.add': '新增规则',
  'product-classes.added': '已新增，相关数据正在重算。',
  'product-classes.end': '结束',
  'product-classes.ended': '已结束，相关数据正在重算。',
  'product-classes.end-of': '序号 {{place}} 规则的最后一日',
  'product-classes.last-day': '最后一日',
  'product-classes.place': '序号',
  'product-classes.place.about': '符合者中序号最小的适用。同序号的现行规则于前一日结束。',
  'product-classes.from': '生效日',
  'product-classes.to': '结束日',
  'product-classes.category': '类别匹配',
  'product-classes.code': '代码匹配',
  'product-classes.name': '名称匹配',
  'product-classes.market': '市场匹配',
  'product-classes.pattern.about': '正则表达式（POSIX），如 fund|基金 或 ^68[89]。留空表示全部。',
  'product-classes.product': '产品',
  'product-classes.board': '板块',
  'product-classes.grade': '风险等级',
  'product-classes.in-turnover': '计入换手',
  'product-classes.securities': '证券数',
  'product-classes.source': '依据',
  'product-classes.by': '登记人',
  'product-classes.product-itself': '产品自带',
  'product-classes.everything': '全部',
  'problem.product-class.later': '该序号已有同日或更晚生效的规则。',
  'problem.product-class.pattern': '无法识别该表达式。',
  'field.product-class.pattern': '无法识别该表达式；不允许反向引用。',
}

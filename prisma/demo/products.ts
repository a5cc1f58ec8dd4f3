import type { Db } from '@rapport/database/as-viewer'
import { makeProduct, type ProductMade } from '@rapport/database/factories/products'
import type { Random } from './random.ts'
import type { Listed } from './securities.ts'
import { smallPdf } from './small-pdf.ts'

/** Kinds with what is usual of them: grade, term in days, least amount, fees, and how they are named. */
const kinds = [
  {
    type: 'money-fund',
    grade: 1,
    terms: [null],
    least: '1.00',
    zh: '现金增利货币',
    en: 'Cash money market',
    year: '0.25',
  },
  {
    type: 'government-bond',
    grade: 1,
    terms: [1095, 1825],
    least: '100.00',
    zh: '储蓄国债',
    en: 'Savings bond',
    year: null,
  },
  { type: 'repo', grade: 1, terms: [1, 7, 28], least: '1000.00', zh: '国债逆回购', en: 'Reverse repo', year: null },
  { type: 'bond-fund', grade: 2, terms: [null, 90, 365], least: '10.00', zh: '稳利纯债', en: 'Pure bond', year: '0.5' },
  {
    type: 'income-note',
    grade: 2,
    terms: [31, 91, 182],
    least: '50000.00',
    zh: '固定收益凭证',
    en: 'Fixed income note',
    year: null,
  },
  {
    type: 'mixed-fund',
    grade: 3,
    terms: [null],
    least: '10.00',
    zh: '均衡优选混合',
    en: 'Balanced choice',
    year: '1.2',
  },
  {
    type: 'equity-fund',
    grade: 3,
    terms: [null, 365],
    least: '10.00',
    zh: '先进制造股票',
    en: 'Manufacturing equity',
    year: '1.2',
  },
  {
    type: 'asset-plan',
    grade: 3,
    terms: [180, 365],
    least: '300000.00',
    zh: '量化对冲集合计划',
    en: 'Quant hedged plan',
    year: '1',
  },
  { type: 'corporate-bond', grade: 3, terms: [1095], least: '1000.00', zh: '公司债', en: 'Corporate bond', year: null },
  {
    type: 'private-fund',
    grade: 4,
    terms: [365, 1095],
    least: '1000000.00',
    zh: '多策略私募',
    en: 'Multi-strategy fund',
    year: '1.5',
  },
  {
    type: 'structured-note',
    grade: 4,
    terms: [91, 182, 365],
    least: '100000.00',
    zh: '鲨鱼鳍收益凭证',
    en: 'Sharkfin note',
    year: null,
  },
  {
    type: 'otc-derivative',
    grade: 5,
    terms: [365, 730],
    least: '3000000.00',
    zh: '雪球结构',
    en: 'Snowball',
    year: null,
  },
  { type: 'insurance', grade: 2, terms: [1825], least: '10000.00', zh: '年金保险', en: 'Annuity', year: null },
] as const
const issuers = ['海岳基金', '东澜资管', '北辰证券', '泓远基金', '临江信托', '启明人寿'] as const
const complex: readonly string[] = ['private-fund', 'structured-note', 'otc-derivative']
const series = ['一', '二', '三', '四'] as const

/** Securities that the firm sells as products too, by what they are, with the first words of their English names. */
const sold = {
  宽基ETF: { type: 'etf', grade: 3, en: 'Index ETF' },
  国债: { type: 'government-bond', grade: 1, en: 'Treasury bond' },
  债券型: { type: 'bond-fund', grade: 2, en: 'Bond LOF' },
  混合型: { type: 'mixed-fund', grade: 3, en: 'Mixed LOF' },
} as const

/** What of the listed securities is in the library: who holds it is known from trades. */
export async function writeListedProducts(db: Db, listed: readonly Listed[], { today, maker, approver }: Who) {
  for (const [place, { id, code, name, subCategory }] of listed.entries()) {
    const kind = sold[subCategory as keyof typeof sold]
    if (!kind) continue
    await makeProduct(db, {
      ...{ code, type: kind.type, grade: kind.grade, name: `${kind.en} ${code}`, nameZh: name, securityId: id },
      ...{
        issuer: '澄岳基金',
        minimumAmount: '100.00',
        targetMarketZh: '普通投资者',
        targetMarket: 'Ordinary investors',
      },
      ...{ onShelfOn: dayFrom(today, -400 - place), documents: papers(name, '澄岳基金', kind.grade) },
      ...{ madeBy: maker, approvedBy: approver },
    })
  }
}

interface Who {
  today: string
  maker: string
  approver: string
}
const dayFrom = (today: string, days: number) =>
  new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

const papers = (name: string, issuer: string, grade: number) => {
  const page = (title: string, ...lines: string[]) => smallPdf([`${name} ${title}`, `发行人：${issuer}`, ...lines])
  return [
    {
      kind: 'risk-notice',
      name: `${name}风险揭示书.pdf`,
      file: page('风险揭示书', `风险等级：R${grade}`, '产品可能发生亏损，投资须谨慎。'),
    },
    { kind: 'prospectus', name: `${name}说明书（2025）.pdf`, file: page('产品说明书', '2025年版') },
    { kind: 'prospectus', name: `${name}说明书.pdf`, file: page('产品说明书', '2026年版') },
  ]
}

/** About forty products of issuers that do not exist: most on the shelf, some under review, one blocked, some over. */
export async function writeProducts(db: Db, random: Random, { today, maker, approver }: Who) {
  const plans = kinds.flatMap((kind) => series.slice(0, kind.terms.length + 2).map((no, at) => ({ ...kind, no, at })))
  for (const [place, kind] of plans.entries()) {
    const issuer = random.pick(issuers)
    const nameZh = `${issuer.slice(0, 2)}${kind.zh}${kind.no}号`
    const grade = kind.grade
    const draft: ProductMade = {
      ...{
        code: `P${String(place + 1).padStart(4, '0')}`,
        type: kind.type,
        nameZh,
        name: `${kind.en} ${kind.at + 1}`,
        issuer,
      },
      ...{
        grade,
        complex: complex.includes(kind.type),
        minimumAmount: kind.least,
        madeBy: maker,
        approvedBy: approver,
      },
      termDays: kind.terms[kind.at % kind.terms.length]!,
      fees: [
        ...(kind.year ? [{ kind: 'management', per: 'year', basis: 'rate', value: kind.year }] : []),
        ...(grade >= 3 ? [{ kind: 'subscription', per: 'once', basis: 'rate', value: '1' }] : []),
      ],
      targetMarketZh: grade >= 4 ? '合格投资者，能承受本金较大损失' : '普通投资者',
      targetMarket: grade >= 4 ? 'Qualified investors who bear large losses' : 'Ordinary investors',
      onShelfOn: dayFrom(today, -random.whole(60, 700)),
      documents: papers(nameZh, issuer, grade),
    }
    await makeProduct(db, { ...draft, ...turnOf(place, today, grade) })
  }
}

/** What became of some of them. */
function turnOf(place: number, today: string, grade: number): Partial<ProductMade> {
  switch (place) {
    case 8:
    case 21:
    case 30:
      return { state: 'review', onShelfOn: dayFrom(today, 14) }
    case 12:
      return { state: 'draft', onShelfOn: dayFrom(today, 30) }
    case 16:
      return { blocked: '发行人被监管立案调查，暂停推荐。' }
    case 19:
      return { offShelfOn: dayFrom(today, -20) }
    case 26:
      return { state: 'withdrawn', withdrawnReason: '产品已到期清算。' }
    case 33:
      return { onShelfOn: dayFrom(today, 10) }
    default:
      return place % 9 === 5
        ? {
            regraded: [
              { from: dayFrom(today, -30), grade: Math.min(5, grade + 1), reason: '近一年波动率上升，上调评级。' },
            ],
          }
        : {}
  }
}

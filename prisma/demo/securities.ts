import type { DayNumber } from './calendar.ts'
import { firmName } from './names.ts'
import type { Random } from './random.ts'

export type Category = 'Stock' | 'ETF' | 'Bond' | 'Fund' | 'Index'
export interface Listed {
  id: string
  code: string
  name: string
  category: Category
  subCategory: string
  market: 'SH' | 'SZ'
  sector: string | null
  /** How much people like it, among those of its category. */
  liked: number
  /** Closing prices of the trading days, in thousandths of a yuan. */
  closes: number[]
}

const sectors = {
  信息技术: ['科技', '软件', '微电', '智算'],
  医药健康: ['医药', '生物', '医疗'],
  新能源: ['能源', '储能', '光电'],
  先进制造: ['重工', '精密', '装备'],
  消费: ['食品', '酒业', '家居'],
  材料: ['新材', '化工', '矿业'],
  公用事业: ['水务', '电力'],
} as const
type Sector = keyof typeof sectors
const sectorNames = Object.keys(sectors) as Sector[]

/** About eighty securities of companies that do not exist, each with a price for every trading day. */
export function planSecurities(random: Random, days: readonly DayNumber[]): { listed: Listed[]; market: number[] } {
  const market = marketReturns(random.fork('market'), days.length)
  const ofSector = new Map(sectorNames.map((name) => [name, returns(random.fork(name), days.length, 0.0001, 0.008)]))
  const listed: Listed[] = []
  const taken = new Set<string>()
  const add = (one: Omit<Listed, 'id' | 'code' | 'closes' | 'liked'>, prefix: string, series: Series) => {
    const n = String(listed.filter(({ code }) => code.startsWith(prefix)).length + 1).padStart(3, '0')
    const code = `${prefix}${n}.${one.market}`
    const closes = walk(random.fork(code), market, one.sector ? ofSector.get(one.sector as Sector)! : [], series)
    listed.push({
      ...one,
      id: random.id(1_500_000_000_000 + listed.length),
      code,
      liked: 1 / (1 + random.whole(0, 14)),
      closes,
    })
  }
  const newName = (make: () => string): string => {
    const name = make()
    if (taken.has(name)) return newName(make)
    taken.add(name)
    return name
  }

  for (let i = 0; i < 44; i++) {
    const sector = sectorNames[i % sectorNames.length]!
    const name = newName(() => firmName(random) + random.pick(sectors[sector]))
    const market = random.chance(0.55) ? 'SH' : 'SZ'
    const start = Math.round(Math.exp(2.9 + 0.75 * random.normal())) * 1000 + random.whole(1, 99) * 10
    add({ name, category: 'Stock', subCategory: 'A股', market, sector }, market === 'SH' ? '609' : '009', {
      start: Math.max(2_100, start),
      tick: 10,
      beta: 0.7 + random.next() * 0.8,
      own: 0.012 + random.next() * 0.01,
      limit: 0.1,
    })
  }
  for (const [i, theme] of ['全指', '龙头50', '成长100', '红利', ...sectorNames].entries()) {
    const market = i % 3 === 2 ? 'SZ' : 'SH'
    const sector = (sectorNames as readonly string[]).includes(theme) ? theme : null
    const series = {
      start: random.whole(700, 4200),
      tick: 1,
      beta: theme === '红利' ? 0.6 : 1,
      own: 0.0015,
      limit: 0.1,
    }
    add(
      { name: `澄岳${theme}ETF`, category: 'ETF', subCategory: sector ? '行业ETF' : '宽基ETF', market, sector },
      market === 'SH' ? '599' : '189',
      series,
    )
  }
  for (let i = 0; i < 14; i++) {
    const issuer = i < 5 ? `示范国债${String(2301 + i)}` : newName(() => `${firmName(random)}债0${random.whole(1, 3)}`)
    const series = {
      start: random.whole(98_000, 103_500),
      tick: 1,
      beta: 0.01,
      own: i < 5 ? 0.0007 : 0.0012,
      limit: 0.1,
    }
    add(
      {
        name: issuer,
        category: 'Bond',
        subCategory: i < 5 ? '国债' : '公司债',
        market: i % 2 ? 'SZ' : 'SH',
        sector: null,
      },
      i % 2 ? '119' : '179',
      series,
    )
  }
  for (const [i, kind] of [
    '稳健债基',
    '短债',
    '均衡混合',
    '价值精选',
    '成长优选',
    '消费主题',
    '科技创新',
    '红利低波',
    '量化对冲',
    '养老目标',
    '双利债基',
    '行业轮动',
  ].entries()) {
    const bond = kind.includes('债')
    const series = {
      start: random.whole(950, 2400),
      tick: 1,
      beta: bond ? 0.05 : 0.8,
      own: bond ? 0.0008 : 0.005,
      limit: 0.1,
    }
    add(
      {
        name: `澄岳${kind}LOF`,
        category: 'Fund',
        subCategory: bond ? '债券型' : '混合型',
        market: i % 2 ? 'SH' : 'SZ',
        sector: null,
      },
      i % 2 ? '509' : '199',
      series,
    )
  }
  const index = { start: 3_200_000, tick: 10, beta: 1, own: 0, limit: 0.1 }
  add({ name: '澄岳综合指数', category: 'Index', subCategory: '指数', market: 'SH', sector: null }, '999', index)
  return { listed, market }
}

interface Series {
  start: number
  tick: number
  beta: number
  own: number
  limit: number
}

const returns = (random: Random, count: number, drift: number, deviation: number) =>
  Array.from({ length: count }, () => drift + deviation * random.normal())

/** The market of two years: calm, a fall, a surge, and unrest that dies down slowly. */
function marketReturns(random: Random, count: number): number[] {
  let unrest = 0.009
  return Array.from({ length: count }, (_, i) => {
    const at = i / count
    const drift = at < 0.3 ? 0.0006 : at < 0.42 ? -0.002 : at < 0.5 ? 0.0075 : at < 0.8 ? 0.0006 : 0.0016
    const surge = at >= 0.42 && at < 0.52 ? 1.6 : 1
    const shock = random.normal()
    unrest = 0.0012 + 0.8 * unrest + 0.1 * Math.abs(shock) * unrest * surge
    return drift + Math.max(0.006, unrest) * surge * shock
  })
}

function walk(random: Random, market: readonly number[], sector: readonly number[], series: Series): number[] {
  let price = series.start
  return market.map((moved, day) => {
    const change = series.beta * (moved + (sector[day] ?? 0)) + series.own * random.normal()
    const bounded = Math.min(series.limit, Math.max(-series.limit, change))
    price = Math.max(series.tick * 50, Math.round((price * (1 + bounded)) / series.tick) * series.tick)
    return price
  })
}

import { riskLevels } from '@rapport/contract/customer/vocabulary'
import type { ProfileDraft } from '@rapport/database/factories/customer-rows'
import { type DayNumber, dayNumber, instant, millisOf, monthsLater, onDay } from './calendar.ts'
import type { Random } from './random.ts'

const preferences = [
  '以固定收益为主，少量权益',
  '偏好宽基指数基金，定投',
  '关注科技与新能源板块',
  '短线为主，关注热点',
  '稳健增值，三年以上',
  '本金安全优先',
  '股债均衡',
] as const
const experiences = ['无投资经验', '一年以内', '一至三年', '三至五年', '五年以上', '十年以上，经历过完整周期'] as const
/** Months from one assessment to the next that are usual: before it runs out after 24, sometimes late. */
const rhythm = { early: 0.22, inTime: 0.54, late: 0.24 }

/**
 * Assessments of an investor from the opening on, each valid for two years (domain 1.4); the level moves with life. Some
 * ran out and were not renewed. `lead` numbers the customers of the manager whose day is shown: 0 to 4 have run out, 5 to
 * 9 are about to, and the first has a level that moved three times.
 */
export function planProfiles(
  random: Random,
  customer: {
    openedDay: DayNumber
    today: DayNumber
    wealth: number
    organisation: boolean
    lead: number | null
    lifecycle: string
  },
): ProfileDraft[] {
  const { openedDay, today, wealth, lead } = customer
  if (lead === null && random.chance(0.025)) return []
  const investmentCapacity =
    wealth < 30_000 ? 'below-30k' : wealth < 80_000 ? '30k-80k' : wealth < 300_000 ? '80k-300k' : 'above-300k'
  let level = Number(random.weighted({ 0: customer.organisation ? 0 : 2, 1: 9, 2: 21, 3: 35, 4: 23, 5: 10 }))
  const profile = (on: string): ProfileDraft => ({
    asOf: on,
    riskLevel: riskLevels[level],
    riskBasis: 'assessed',
    investmentCapacity,
    capacityBasis: 'assessed',
    assessedOn: on,
    validTo: monthsLater(on, 24),
    preference: random.pick(preferences),
    experience: random.pick(experiences),
    source: random.chance(0.8) ? 'questionnaire-online' : 'questionnaire-branch',
    recordedAt: instant(millisOf(dayNumber(on), 10, random.whole(0, 59))),
  })
  const all = assessmentDays(random, openedDay, today, lead)
  const days = customer.lifecycle === 'active' ? all : all.slice(0, 1 + Math.floor(all.length / 3))
  const shown = [2, 3, 4, 3]
  return days.map((day, n) => {
    if (lead === 0) level = shown[n % shown.length]!
    else if (n > 0) level = moved(random, level)
    return profile(onDay(day))
  })
}

/** Half stay, more rise than fall, few jump. */
function moved(random: Random, level: number): number {
  const step = Number(random.weighted({ 0: 56, 1: 24, '-1': 14, 2: 3, '-2': 3 }))
  return Math.min(5, Math.max(1, level + step))
}

function assessmentDays(random: Random, openedDay: DayNumber, today: DayNumber, lead: number | null): DayNumber[] {
  if (lead === 0) return [2_190, 1_460, 770, 735].map((back) => today - back).filter((day) => day >= openedDay)
  const last =
    lead === null ? null : lead < 5 ? today - random.whole(735, 790) : lead < 10 ? today - random.whole(703, 728) : null
  const days = [openedDay]
  for (;;) {
    const kind = random.weighted(rhythm)
    const gap =
      kind === 'early' ? random.whole(180, 560) : kind === 'inTime' ? random.whole(640, 729) : random.whole(735, 1_100)
    const next = days.at(-1)! + gap
    if (next > (last ?? today) - (last ? 150 : 0)) break
    days.push(next)
  }
  if (last === null) return days
  return last > openedDay ? [...days.filter((day) => day < last - 100), last] : [last]
}

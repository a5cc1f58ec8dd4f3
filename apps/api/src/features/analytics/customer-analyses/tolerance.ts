import type { CustomerAnalysis } from '@rapport/contract/analytics/customer-analyses'
import type { Db } from '@rapport/database/as-viewer'
import { money } from '@rapport/finance/scales'
import type { KnownSecurity } from './known-securities.ts'
import { shareOf, sumOf } from './period.ts'

type Tolerance = CustomerAnalysis['tolerance']

const SHOWN = 10

/** What a customer holds by grade of risk, beside the tolerance as last assessed (ANA-04). Values in cents. */
export async function toleranceOf(
  db: Db,
  customerId: string,
  held: ReadonlyMap<string, bigint>,
  known: ReadonlyMap<string, KnownSecurity>,
  on: string,
): Promise<Tolerance> {
  const [customer] = await db.rows<{ riskLevel: string | null; validTo: string | null; grade: number | null }>(
    'analysis.tolerance',
    `select risk_level as "riskLevel", valid_to as "validTo", warehouse.highest_grade(risk_level) as grade from investor_profiles
     where customer_id = $1::uuid and as_of <= $2::date order by as_of desc limit 1`,
    [customerId, on],
  )
  const { riskLevel = null, validTo = null, grade: borne = null } = customer ?? {}
  const expired = validTo !== null && validTo < on
  const highestGrade = expired ? null : borne
  const holdings = [...held].filter(([, value]) => value > 0n).map(([id, value]) => ({ known: known.get(id)!, value }))
  const all = sumOf(holdings, ({ value }) => value)
  const isAbove = (grade: number | null) => highestGrade !== null && grade !== null && grade > highestGrade
  const grades = [1, 2, 3, 4, 5, null].flatMap((grade) => {
    const value = sumOf(
      holdings.filter((one) => one.known.grade === grade),
      (one) => one.value,
    )
    return value === 0n ? [] : [{ grade, value: money(value), share: shareOf(value, all), above: isAbove(grade) }]
  })
  const above = holdings.filter((one) => isAbove(one.known.grade))
  const valueAbove = sumOf(above, ({ value }) => value)
  return {
    riskLevel,
    validTo,
    expired,
    highestGrade,
    grades,
    above: highestGrade === null ? null : { value: money(valueAbove), share: shareOf(valueAbove, all) },
    securities: above
      .toSorted((a, b) => Number(b.value - a.value))
      .slice(0, SHOWN)
      .map(({ known: { id, code, name, grade }, value }) => ({
        securityId: id,
        code,
        name,
        grade: grade!,
        value: money(value),
      })),
  }
}

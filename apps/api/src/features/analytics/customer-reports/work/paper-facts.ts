import type { ReportLanguage } from '@rapport/contract/analytics/customer-reports'
import type { PersonalClass } from '@rapport/contract/permissions'
import type { Db } from '@rapport/database/as-viewer'
import type { Seal } from '@rapport/database/seal'
import { analyseCustomer } from '#features/analytics/customer-analyses/customer-analysis.ts'
import type { PaperFacts } from '#features/analytics/customer-reports/paper/paper.ts'
import { listContactPoints } from '#features/customer/contact-points/contact-points.ts'
import { listIdentifications } from '#features/customer/identifications/identifications.ts'
import { masked } from '#http/mask.ts'
import type { SignedIn } from '#http/session.ts'
import { Undone } from './as-person.ts'

export interface AskedReport {
  id: string
  customerId: string
  from: string | null
  to: string | null
  currency: string | null
  benchmark: string | null
  language: ReportLanguage
}

/**
 * What a report says: the analysis as its page has it, and whose it is as this person reads it. `shows` is what stands in it in
 * the clear. `Undone` where nothing is valued in the period.
 */
export async function paperFacts(
  db: Db,
  viewer: SignedIn,
  asked: AskedReport,
  { seal, now }: { seal: Seal; now: Date },
): Promise<{ facts: PaperFacts; shows: PersonalClass[] }> {
  const { id, customerId, language } = asked
  const wanted = { from: asked.from, to: asked.to, currency: asked.currency, benchmark: asked.benchmark }
  const told = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null))
  const { analysis, asOf, pendingSince } = await analyseCustomer(db, customerId, told, now)
  if (analysis === null) throw new Undone('nothing-valued')
  const [customer] = await db.rows<{ name: string; customerNo: string; manager: string | null; branch: string }>(
    'report-customer',
    `select c.name, c.customer_no as "customerNo", o.name as manager, n.name as branch
     from customers c join units n on n.id = c.unit_id left join users o on o.id = c.owner_id where c.id = $1`,
    [customerId],
  )
  const shows: PersonalClass[] = []
  const as = (kind: PersonalClass, value: string, type?: string) => {
    if (!viewer.clearance.includes(kind)) return masked(kind, value, type)
    shows.push(kind)
    return value
  }
  const [document] = (await listIdentifications(db, customerId, seal)).items
  const mobiles = (await listContactPoints(db, customerId, seal)).items.filter(({ kind }) => kind === 'mobile')
  const mobile = mobiles.find(({ preferred }) => preferred) ?? mobiles[0]
  const facts: PaperFacts = {
    id,
    language,
    rising: viewer.described.preferences.rising,
    customer: {
      ...customer!,
      identification: document ? as('identification', document.number, document.type) : null,
      mobile: mobile ? as('mobile', mobile.value) : null,
    },
    analysis,
    asOf,
    pendingSince,
    madeAt: now,
  }
  return { facts, shows }
}

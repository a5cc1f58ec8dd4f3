import { asSystem, type Db } from '@rapport/database/as-viewer'
import type { Connections } from '@rapport/database/connections'
import { makeHeadOffice, makeRoles } from '@rapport/database/factories'
import { profileRow, rowsOfCustomer } from '@rapport/database/factories/customer-rows'
import { insertRows, type Rows } from '@rapport/database/factories/insert-rows'
import type { Seal } from '@rapport/database/seal'
import { writeApprovals } from './approvals.ts'
import { writeArticles } from './articles.ts'
import { writeAssessments } from './assessments.ts'
import { dayNumber } from './calendar.ts'
import { writeCalendarAndCalls } from './calendar-and-calls.ts'
import { writeCallBacks } from './call-backs.ts'
import { writeCampaigns } from './campaigns.ts'
import { type CaseClasses, planCases } from './cases.ts'
import { type FirmPlan, planFirm } from './firm.ts'
import { writeLicences } from './licences.ts'
import { writeMessages } from './messages.ts'
import { writeNotices } from './notices.ts'
import { firm } from './places.ts'
import { writeListedProducts, writeProducts } from './products.ts'
import { writeProspects } from './prospects.ts'
import { writeServicePlans } from './service-plans.ts'
import { writeSignals } from './signals.ts'
import { writeSurveys } from './surveys.ts'

/** How many rows of each table were made. */
export type Made = Partial<Record<keyof Rows, number>>

/**
 * Makes the demo firm in one transaction, so that a start that was killed half-way leaves nothing behind. Does nothing and
 * returns null where somebody already has a sign-in. `passwordHash` (argon2id) is everybody's; `today` is `YYYY-MM-DD`;
 * `log` is told what is being made.
 */
export async function makeDemoFirm(
  connections: Connections,
  seal: Seal,
  of: { passwordHash: string; today: string; seed?: string; customers?: number; log?: (what: string) => void },
): Promise<Made | null> {
  return asSystem(connections, {}, async (db) => {
    await db.connection.query('set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0')
    await db.connection.query("set local lock_timeout = 0; select pg_advisory_xact_lock(hashtext('demo firm'))")
    if ((await db.user.count()) > 0) return null
    of.log?.('planning the demo firm')
    return write(db, seal, planFirm(of), of)
  })
}

async function write(
  db: Db,
  seal: Seal,
  plan: FirmPlan,
  { passwordHash, today, log = () => undefined }: { passwordHash: string; today: string; log?: (what: string) => void },
): Promise<Made> {
  const made: Made = {}
  const insert = async <Table extends keyof Rows>(table: Table, rows: readonly Rows[Table][]) => {
    log(`${rows.length.toLocaleString('en')} ${table.replaceAll('_', ' ')}`)
    await insertRows(db, table, rows)
    made[table] = rows.length
  }

  const { organisation } = plan
  const roles = await makeRoles(db)
  // A head office that is already there stays the one.
  const head = await makeHeadOffice(db, { name: `${firm}总部` })
  const at = (unitId: string) => (unitId === organisation.headOfficeId ? head.id : unitId)
  const below = organisation.units.filter(({ id }) => id !== organisation.headOfficeId)
  await insert(
    'units',
    below.map((unit) => ({ ...unit, parentId: at(unit.parentId!) })),
  )
  await insert(
    'users',
    organisation.staff.map(({ id, username, name, staffNo, role, unitId }) => {
      const workEmail = `${username}@rapport.example`
      return { id, username, name, staffNo, workEmail, unitId: at(unitId), roleId: roles[role], preferences: {} }
    }),
  )
  const changedAt = new Date()
  await insert(
    'credentials',
    organisation.staff.map(({ id }) => ({ userId: id, passwordHash, changedAt })),
  )

  const customers = plan.customers.map(({ draft }) => rowsOfCustomer(seal, draft))
  await insert(
    'customers',
    customers.map(({ customer }) => customer),
  )
  await insert(
    'identifications',
    customers.flatMap(({ identifications }) => identifications),
  )
  await insert(
    'contact_points',
    customers.flatMap(({ contactPoints }) => contactPoints),
  )
  await insert(
    'contact_persons',
    customers.flatMap(({ contactPersons }) => contactPersons),
  )
  await insert(
    'bank_cards',
    customers.flatMap(({ bankCards }) => bankCards),
  )
  await insert(
    'investor_profiles',
    plan.customers.flatMap(({ draft, profiles }) => profiles.map((profile) => profileRow(draft.id, profile))),
  )
  await insert(
    'accounts',
    plan.customers.flatMap(({ draft, accounts }) =>
      accounts.map((one) => ({ customerId: draft.id, currency: 'CNY', ...one })),
    ),
  )
  await writeEarlierOwners(db, plan)

  await insert(
    'securities',
    plan.listed.map(({ id, code, name, category, subCategory, market, sector }) => {
      return { id, code, name, category, subCategory, market, sector, currency: 'CNY', unknown: false, version: 1 }
    }),
  )
  // Its customers are valued of the last thirteen months: their positions are of all that was ever traded.
  await db.connection.query(
    'insert into warehouse.valuation_start (day) values ($1::date - 400) on conflict do nothing',
    [today],
  )
  await insert('prices', plan.prices)
  await insert('trades', plan.trades)
  await insert('cash_movements', plan.cash)
  // What came by file would have marked them: their days are still to be worked out.
  await db.connection.query(
    `insert into warehouse.dirty (customer_id, account_id, security_id, from_day)
     select customer_id, $1, $1, min(moved_on) from warehouse.cash_movements group by 1 order by 1
     on conflict (customer_id, account_id, security_id) do update set from_day = least(dirty.from_day, excluded.from_day)`,
    ['00000000-0000-0000-0000-000000000000'],
  )
  await insert('income', plan.income)
  await db.connection.query(
    `insert into warehouse.contributions_due (customer_id, month)
     select distinct customer_id, date_trunc('month', booked_on)::date from warehouse.income`,
  )
  await insert('care_visits', plan.visits)
  await insert('account_service_requests', plan.requests)
  const cases = planCases(plan.random.fork('cases'), plan.customers, {
    today: dayNumber(today),
    staff: organisation.staff,
    classes: await caseClasses(db),
  })
  await insert(
    'cases',
    cases.map(({ row }) => row),
  )
  await insert(
    'case_events',
    cases.flatMap(({ events }) => events),
  )
  const person = (role: string) => organisation.staff.find((one) => one.role === role)!.id
  await writeMessages(db, { today, maker: person('head-office'), approver: person('compliance') })
  await writeCallBacks(db, { today, compliance: person('compliance') })
  await writeServicePlans(db, { today, maker: person('head-office') })
  await writeCalendarAndCalls(db, seal, today)
  await writeNotices(db, { today, author: person('head-office') })
  await writeSignals(db)
  await writeSurveys(db, { today, maker: person('head-office'), approver: person('compliance') })
  await writeAssessments(db, seal, plan.random.fork('assessments'))
  await writeLicences(db, today)
  const shelf = { today, maker: person('head-office'), approver: person('compliance') }
  await writeProducts(db, plan.random.fork('products'), shelf)
  await writeListedProducts(db, plan.listed, shelf)
  await writeProspects(db, seal, plan.random.fork('prospects'), today)
  await writeCampaigns(db, { today, maker: person('head-office'), approver: person('compliance') })
  await writeArticles(db, { today, writer: person('head-office'), approver: person('compliance') })
  await writeApprovals(db, { today, maker: person('head-office'), approver: person('compliance') })
  return made
}

/** The classes that every firm begins with. */
async function caseClasses(db: Db): Promise<CaseClasses> {
  const classes = await db.caseClass.findMany()
  return Object.fromEntries(classes.map((one) => [one.code, one]))
}

/** Some customers were somebody else's before: the assignment that the trigger opened begins where the earlier one ends. */
async function writeEarlierOwners(db: Db, { customers }: FirmPlan): Promise<void> {
  const moved = customers.flatMap(({ draft, before }) =>
    before ? [{ customer: draft.id, owner: before.owner.id, unit: before.owner.unitId, until: before.until }] : [],
  )
  await db.connection.query(
    `with moved as (select * from json_to_recordset($1) as m(customer uuid, owner uuid, unit uuid, until timestamptz)),
          later as (update relationship_assignments a set valid_from = m.until, reason = '客户经理调整'
                    from moved m where a.customer_id = m.customer and a.valid_to is null returning a.customer_id)
     insert into relationship_assignments (id, customer_id, owner_id, unit_id, valid_from, valid_to)
       select uuid_v7(), m.customer, m.owner, m.unit, c.created_at, m.until
       from moved m join later l on l.customer_id = m.customer join customers c on c.id = m.customer`,
    [JSON.stringify(moved)],
  )
}

import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'

const day = '2026-11-02'

/** A moment of a customer, and what a system of the firm told of them. */
export async function makeMoment(db: Db, customerId: string) {
  await db.rows('', `select warehouse.make_months('customer_signals', $1::date[])`, [[day]])
  await db.rows(
    '',
    `insert into warehouse.customer_signals (customer_id, occurred_on, occurred_at, kind, external_key) values ($1, $2::date, $2::date, 'login', 'k')`,
    [customerId, day],
  )
  const { ownerId, unitId } = await db.customer.findUniqueOrThrow({ where: { id: customerId } })
  const found = { code: 'M07', occurredOn: new Date(day), state: 'suppressed', reason: 'cool-down', ruleVersion: 1 }
  return db.momentEvent.create({ data: { id: newId(), customerId, ownerId, unitId, ...found } })
}

/** That rules were judged, what happened to a security, and drafts that somebody tried. */
export async function makeMomentDays(db: Db, securityId: string, people: readonly { userId: string }[]) {
  const rule = await db.momentRule.findUniqueOrThrow({ where: { code: 'M07' } })
  const at = new Date(`${day}T12:00:00Z`)
  await db.momentRun.create({
    data: { ruleId: rule.id, day: new Date(day), ruleVersion: 1, stamp: 's', judgedAt: at, tookMs: 5, found: 1 },
  })
  await db.rows('', `insert into warehouse.moments_due (day) values ($1::date)`, [day])
  await db.rows('', `insert into warehouse.moment_days (day, stamp, late) values ($1::date, 's', false)`, [day])
  const signal = `insert into warehouse.security_signals (security_id, day, kind, external_key) values ($1, $2::date, 'suspended', 'k')`
  await db.rows('', signal, [securityId, day])
  for (const { userId } of people)
    await db.momentTrial.create({
      data: {
        id: newId(),
        ruleId: rule.id,
        definition: {},
        fromDay: new Date(day),
        toDay: new Date(day),
        askedBy: userId,
      },
    })
}

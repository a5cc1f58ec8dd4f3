import { asSystem, type Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Seal } from '@rapport/database/seal'
import { valuePlace } from '#features/customer/contact-points/contact-points.ts'
import { numberPlace } from '#features/customer/identifications/identifications.ts'
import { businessDay, type Product } from '#product.ts'
import { keepPairs } from './duplicates.ts'
import { type Found, type Judged, judge } from './judge.ts'

type Works = Pick<Product, 'connections' | 'seal' | 'now'>

const AT_ONCE = 200

/**
 * Looks at customers whose records changed since somebody looked, so many at once, and brings their findings up to date.
 * While a file of customers comes in it waits for the end of it. Whether there was anything to do.
 */
export function checkChangedCustomers({ connections, seal, now }: Works): Promise<boolean> {
  return asSystem(connections, {}, async (db) => {
    const due = await db.rows<{ id: string; customerId: string }>(
      'findings-due',
      `select id, customer_id as "customerId" from customer_checks_due
       where not exists (select from imports where state = 'running' and kind in ('customers', 'accounts'))
       order by id limit ${AT_ONCE} for update skip locked`,
      [],
    )
    if (due.length === 0) return false
    const ids = [...new Set(due.map(({ customerId }) => customerId))]
    // Whatever else is marked of them by now is looked at with it; what is marked from here on is looked at again.
    const marks = await db.rows<{ id: string }>(
      'findings-due-of',
      'select id from customer_checks_due where customer_id = any ($1::uuid[]) for update skip locked',
      [ids],
    )
    const today = businessDay(now())
    await keepFlaws(db, ids, await flawsOf(db, seal, ids, today))
    await keepPairs(db, ids, today)
    await db.rows('findings-done', 'delete from customer_checks_due where id = any ($1::uuid[])', [
      marks.map(({ id }) => id),
    ])
    return true
  })
}

type Sealed = Omit<Judged, 'identifications' | 'contactPoints'> & {
  identifications: { id: string; type: string; number: string }[]
  contactPoints: { id: string; kind: string; value: string }[]
}

async function flawsOf(db: Db, seal: Seal, ids: readonly string[], today: string) {
  const customers = await db.rows<Sealed>(
    'findings-customers',
    `select c.id, c.kind, c.lifecycle, c.birth_on as "birthOn", c.gender, c.owner_id as "ownerId",
       c.assessment_valid_to as "assessmentValidTo",
       (select coalesce(json_agg(json_build_object('id', i.id, 'type', i.type, 'number', i.number_sealed)), '[]')
        from identifications i where i.customer_id = c.id) as identifications,
       (select coalesce(json_agg(json_build_object('id', p.id, 'kind', p.kind, 'value', p.value_sealed)), '[]')
        from contact_points p where p.customer_id = c.id) as "contactPoints"
     from customers c where c.id = any ($1::uuid[]) and c.deleted_at is null`,
    [ids],
  )
  return customers.flatMap(({ identifications, contactPoints, ...customer }) =>
    judge(
      {
        ...customer,
        identifications: identifications.map((one) => ({ ...one, number: seal.open(one.number, numberPlace(one.id)) })),
        contactPoints: contactPoints.map((one) => ({ ...one, value: seal.open(one.value, valuePlace(one.id)) })),
      },
      today,
    ).map((found) => ({ customerId: customer.id, ...found })),
  )
}

/** What is found again stays as it is, with whoever it was given to; what is not goes. */
async function keepFlaws(db: Db, ids: readonly string[], found: readonly (Found & { customerId: string })[]) {
  const rows = JSON.stringify(found.map((one) => ({ id: newId(), ...one })))
  const those = `jsonb_to_recordset($1::jsonb) r (id uuid, "customerId" uuid, kind text, code text, "recordId" uuid, since date)`
  await db.rows(
    'findings-gone',
    `delete from customer_findings f where f.customer_id = any ($2::uuid[]) and f.kind <> 'duplicate'
       and not exists (select from ${those} where r."customerId" = f.customer_id and r.code = f.code and r."recordId" = f.record_id)`,
    [rows, ids],
  )
  await db.rows(
    'findings-kept',
    `insert into customer_findings as f (id, customer_id, kind, code, record_id, since, unit_id)
     select r.id, r."customerId", r.kind, r.code, r."recordId", r.since, r.id from ${those}
     on conflict (customer_id, code, record_id) do update set since = excluded.since
     where f.code = 'assessment-expired' and f.since is distinct from excluded.since`,
    [rows],
  )
}

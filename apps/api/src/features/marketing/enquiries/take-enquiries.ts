import { asSystem, type Db } from '@rapport/database/as-viewer'
import { rowsOfCustomer } from '@rapport/database/factories/customer-rows'
import { insertRows } from '@rapport/database/factories/insert-rows'
import { newId } from '@rapport/database/ids'
import { newCustomerNo } from '#features/customer/customers/new-customer.ts'
import type { Product } from '#product.ts'
import { askForCall } from './ask-for-call.ts'
import { carries } from './enquiries.ts'
import { openTold, type Told } from './told.ts'

type Works = Pick<Product, 'connections' | 'now' | 'seal'>

interface Waiting {
  id: string
  sealed: string
  hash: string
  version: string
  channelId: string
  unitId: string
  assignment: 'load' | 'pool'
  code: string
  provenAt: string
}
/** Whom an enquiry is about, and who looks after them. */
interface Found {
  customerId: string
  ownerId: string | null
  prospectId: string | null
}

/**
 * Makes a proven enquiry a prospect with an owner and a task; one after the other, each in a transaction. One that fails waits, longer each
 * time up to an hour, is told to `log`, and is never given up. False when none waits.
 */
export async function takeEnquiries(product: Works, log: (error: unknown) => unknown): Promise<boolean> {
  let taken: Waiting | undefined
  try {
    await asSystem(product.connections, {}, async (db) => {
      taken = await nextOf(db)
      if (taken) await take(db, product, taken)
    })
  } catch (error) {
    if (!taken) throw error
    log(error)
    const { id } = taken
    await asSystem(product.connections, {}, (db) =>
      db.rows(
        'enquiry.failed',
        `update enquiries set failures = least(failures + 1, 100),
           next_at = now() + make_interval(secs => least(3600, 15 * power(2, least(failures, 10)))) where id = $1::uuid`,
        [id],
      ),
    )
  }
  return taken !== undefined
}

async function nextOf(db: Db): Promise<Waiting | undefined> {
  const [next] = await db.rows<Waiting>(
    'enquiry.next',
    `select e.id, e.told_sealed as sealed, e.contact_hash as hash, e.consent_version as version, e.channel_id as "channelId",
       e.unit_id as "unitId", h.assignment, h.code, e.proven_at as "provenAt"
     from enquiries e join prospect_channels h on h.id = e.channel_id
     where e.proven_at is not null and e.done_at is null and e.next_at <= now()
     order by e.next_at, e.id limit 1 for update of e skip locked`,
    [],
  )
  return next
}

async function take(db: Db, { seal, now }: Works, waiting: Waiting) {
  const told = openTold(seal, waiting.id, waiting.sealed)
  // Two enquiries of one contact, and two for one unit, go one after the other: nobody is entered twice, and loads are counted right.
  await db.rows(
    'enquiry.lock',
    'select pg_advisory_xact_lock(hashtextextended(k, 5)) from (select unnest(array[$1, $2]) as k order by 1) keys',
    [waiting.hash, waiting.unitId],
  )
  const known = await knownBy(db, waiting.hash)
  const found = known ? await again(db, known, waiting, told) : await enter(db, seal, waiting, told, now())
  await askForCall(db, found, told.message, now())
  await db.rows(
    'enquiry.done',
    `update enquiries set told_sealed = null, done_at = now(), outcome = $2, prospect_id = $3::uuid where id = $1::uuid`,
    [waiting.id, known ? (found.prospectId ? 'again' : 'known') : 'entered', found.prospectId],
  )
}

/** Whoever has this contact already: an open prospect before a customer, the one looked after before the others. */
async function knownBy(db: Db, hash: string) {
  const [row] = await db.rows<Found & { lifecycle: string }>(
    'enquiry.known',
    `select c.id as "customerId", u.id as "ownerId", p.id as "prospectId", c.lifecycle
     from contact_points t join customers c on c.id = t.customer_id and c.deleted_at is null and c.lifecycle <> 'closed'
       left join prospects p on p.customer_id = c.id and p.state in ('new', 'contacted', 'qualified')
       left join users u on u.id = c.owner_id and u.disabled_at is null
     where t.value_hash = $1 order by p.id is null, u.id is null, c.created_at, c.id limit 1`,
    [hash],
  )
  return row
}

/** What a further enquiry adds: interests to an open prospect; a new course to one that was lost; nothing to a customer. */
async function again(
  db: Db,
  known: Found & { lifecycle: string },
  { channelId }: Waiting,
  { interests }: Told,
): Promise<Found> {
  if (known.prospectId) {
    await db.rows(
      'enquiry.again',
      `update prospects set interests = interests || array(select i from unnest($2::text[]) i where i <> all (interests)) where id = $1::uuid`,
      [known.prospectId, interests],
    )
    return known
  }
  if (known.lifecycle !== 'prospect') return known
  const [begun] = await db.rows<{ id: string }>(
    'enquiry.begin-again',
    `insert into prospects (id, customer_id, channel_id, interests, unit_id)
     select $1::uuid, c.id, $3::uuid, $4::text[], c.unit_id from customers c where c.id = $2::uuid returning id`,
    [newId(), known.customerId, channelId, interests],
  )
  return { ...known, prospectId: begun!.id }
}

/** Whoever has the fewest open prospects in the unit and below, of those who may take one more; nobody leaves it to the pool. */
async function leastLoaded(db: Db, unitId: string, at: Date) {
  const [row] = await db.rows<{ ownerId: string; unitId: string }>(
    'enquiry.owner',
    `select u.id as "ownerId", u.unit_id as "unitId" from users u join roles r on r.id = u.role_id
       join unit_ancestry a on a.descendant_id = u.unit_id and a.ancestor_id = $1::uuid
       cross join lateral prospect_rules_of(u.unit_id, ($2::timestamptz at time zone 'Asia/Shanghai')::date) rules
       cross join lateral (select count(*) as held, max(p.id::text) as latest from prospects p
         where p.owner_id = u.id and p.live and p.state in ('new', 'contacted', 'qualified')) load
     where u.disabled_at is null and r.scope = 'own' and 'prospect.claim' = any (r.permissions) and load.held < rules.cap
     order by load.held, load.latest nulls first, u.id limit 1`,
    [unitId, at],
  )
  return row ?? { ownerId: null, unitId }
}

async function enter(db: Db, seal: Works['seal'], waiting: Waiting, told: Told, at: Date): Promise<Found> {
  const { id, unitId, channelId, version, provenAt } = waiting
  const place = waiting.assignment === 'load' ? await leastLoaded(db, unitId, at) : { ownerId: null, unitId }
  const { name, language, kind, contact, interests } = told
  const { customer, contactPoints } = rowsOfCustomer(seal, {
    ...{ ...place, name, language },
    lifecycle: 'prospect',
    customerNo: newCustomerNo(),
    contactPoints: [{ kind, value: contact, preferred: true, verifiedAt: provenAt }],
  })
  await db.because('enquired on the web')
  await insertRows(db, 'customers', [customer])
  await insertRows(db, 'contact_points', contactPoints)
  if (told.marketing)
    await db.consent.create({
      data: {
        ...{ id: newId(), customerId: customer.id, purpose: 'marketing', channel: carries[kind], source: 'page' },
        ...{ textVersion: version, evidence: `/join/${waiting.code} ${id}`, givenAt: provenAt },
      },
    })
  const [made] = await db.rows<{ id: string }>(
    'enquiry.course',
    'update prospects set channel_id = $2::uuid, interests = $3::text[] where customer_id = $1::uuid returning id',
    [customer.id, channelId, interests],
  )
  return { customerId: customer.id, ownerId: place.ownerId, prospectId: made!.id }
}

import type { Loader } from '@rapport/database/as-loader'
import { contactPointRow, customerRow } from '@rapport/database/factories/customer-rows'
import { insertRows } from '@rapport/database/factories/insert-rows'
import { newId } from '@rapport/database/ids'
import { searchKeys, soundOf } from '@rapport/database/search-keys'
import type { Applying } from './apply.ts'
import { customersNamed } from './apply-accounts.ts'
import { keepDocuments } from './customer-documents.ts'
import type { Change } from './merge-dimension.ts'
import { isPlace, type Place, Places } from './places.ts'
import { writeRows, writes } from './written.ts'

interface Known {
  id: string
  name: string
  /** Whether a feed made it, and nobody has given it to anybody since. */
  unplaced: boolean
}

/**
 * Creates and changes customers by what feeds tell of them, with their documents, mobiles and e-mails. What no row says
 * stays as it is, as does what a person wrote until a feed says something new. Of a number that two customers have nothing
 * is written (it waits).
 */
export async function applyCustomers(means: Applying, changes: readonly Change[]): Promise<Map<string, string>> {
  const { loader } = means
  const known = await knownBy(
    loader,
    changes.map(({ after }) => after.customerNo!),
  )
  const places = await Places.load(loader, means.unitId)
  const waiting = new Map<string, string>()
  const found: { change: Change; id: string }[] = []
  const made: Parameters<typeof insertRows<'customers'>>[2][number][] = []
  const written: object[] = []
  const renamed: { id: string; name: string; customerNo: string }[] = []
  const moved: ({ id: string } & Place)[] = []
  for (const change of changes) {
    const { keyHash, before, after, subjectId, batchId } = change
    const customerNo = after.customerNo!
    const there = known.get(customerNo)
    const place = places.of(after)
    if (there === null || (!there && !isPlace(place))) {
      waiting.set(keyHash, there === null ? 'customer-no.ambiguous' : 'unit.unknown')
      continue
    }
    if (!there) {
      const id = subjectId ?? newId()
      made.push({ ...customerRow(draftOf(id, change, place as Place)), importId: batchId })
      found.push({ change, id })
      continue
    }
    found.push({ change, id: there.id })
    written.push({
      id: there.id,
      kind: writes(before, after, 'kind'),
      gender: writes(before, after, 'gender'),
      birth_on: writes(before, after, 'birthOn'),
      opened_on: writes(before, after, 'openedOn'),
      lifecycle: writes(before, after, 'closedOn') && 'closed',
    })
    const name = writes(before, after, 'name')
    if (name !== null && name !== there.name) renamed.push({ id: there.id, name, customerNo })
    const placeTold = writes(before, after, 'ownerNo') ?? writes(before, after, 'unitCode')
    if (isPlace(place) && placeTold !== null && (before !== null || there.unplaced))
      moved.push({ id: there.id, ...place })
  }
  await insertRows(loader, 'customers', made)
  await change(loader, written)
  await rename(loader, renamed)
  await move(loader, moved)
  await keepDocuments(means, found)
  await keepContacts(means, found)
  return waiting
}

async function knownBy(loader: Loader, numbers: readonly string[]): Promise<Map<string, Known | null>> {
  const known = new Map<string, Known | null>()
  // Locked in one order, so that a person who edits one of them meanwhile waits, and nothing is lost.
  for (const { no, ...customer } of await loader.query<Known & { no: string }>(
    `select n.no, c.id, c.name,
       c.owner_id is null and exists (select from warehouse.batches b where b.id = c.import_id) as unplaced
     from (${customersNamed}) n join customers c on c.id = n.id order by c.id for update of c`,
    [[...numbers]],
  ))
    known.set(no, known.has(no) ? null : customer)
  return known
}

function draftOf(id: string, { after }: Change, place: Place) {
  const { customerNo, name = after.customerNo!, gender, birthOn, openedOn, closedOn } = after
  return {
    id,
    customerNo: customerNo!,
    name,
    kind: (after.kind ?? 'person') as 'person',
    gender: (gender ?? null) as 'male' | null,
    birthOn: birthOn ?? null,
    openedOn: openedOn ?? null,
    lifecycle: closedOn === undefined ? ('active' as const) : ('closed' as const),
    ...place,
  }
}

const details = ['kind', 'gender', 'birth_on', 'opened_on', 'lifecycle']

const change = (loader: Loader, rows: readonly object[]) =>
  writeRows(
    loader,
    `update customers c set ${details.map((name) => `${name} = coalesce(r.${name}, c.${name})`).join(', ')}
     from json_to_recordset($1) as r (id uuid, kind text, gender text, birth_on date, opened_on date, lifecycle text)
     where c.id = r.id and (${details.map((name) => `coalesce(r.${name}, c.${name})`).join(', ')}) is distinct from (${details.map((name) => `c.${name}`).join(', ')})`,
    rows,
  )

/** A name is searched by: its sound and keys are made anew with it. */
async function rename(loader: Loader, renamed: readonly { id: string; name: string; customerNo: string }[]) {
  if (renamed.length === 0) return
  const numbers = new Map(
    (
      await loader.query<{ id: string; numbers: string[] }>(
        `select id, array_agg(number) as numbers from (
           select customer_id as id, number from accounts union all select customer_id, merged_no from customer_merges) n
         where id = any ($1::uuid[]) group by 1`,
        [renamed.map(({ id }) => id)],
      )
    ).map((row) => [row.id, row.numbers]),
  )
  const rows = renamed.map(({ id, name, customerNo }) => {
    const sound = soundOf(name)
    return {
      id,
      name,
      pinyin: sound.pinyin,
      initials: sound.initials,
      keys: searchKeys(name, customerNo, numbers.get(id), sound),
    }
  })
  await writeRows(
    loader,
    `update customers c set name = r.name, name_pinyin = r.pinyin, name_initials = r.initials, search_keys = r.keys
     from json_to_recordset($1) as r (id uuid, name text, pinyin text, initials text, keys text[]) where c.id = r.id`,
    rows,
  )
}

/** A feed that tells another unit or owner hands over: the history of owners says that it was one. */
async function move(loader: Loader, moved: readonly ({ id: string } & Place)[]) {
  if (moved.length === 0) return
  await loader.query(`select set_config('rapport.reason', 'feed', true)`)
  await writeRows(
    loader,
    `update customers c set owner_id = r."ownerId", unit_id = r."unitId" from json_to_recordset($1) as r (id uuid, "ownerId" uuid, "unitId" uuid)
     where c.id = r.id and (c.owner_id, c.unit_id) is distinct from (r."ownerId", r."unitId")`,
    moved,
  )
  await loader.query(`select set_config('rapport.reason', '', true)`)
}

/** A mobile or e-mail that is not there yet is added; none is ever taken away. */
async function keepContacts({ loader, seal }: Applying, found: readonly { change: Change; id: string }[]) {
  const told = new Map<string, { id: string; kind: 'mobile' | 'email'; value: string }>()
  for (const { change, id } of found)
    for (const said of change.told)
      for (const kind of ['mobile', 'email'] as const)
        if (said[kind] !== undefined)
          told.set(`${id} ${kind} ${seal.hash(kind, said[kind])}`, { id, kind, value: said[kind] })
  if (told.size === 0) return
  const known = await loader.query<{ key: string }>(
    `select concat_ws(' ', customer_id, kind, value_hash) as key from contact_points where customer_id = any ($1::uuid[])`,
    [[...new Set([...told.values()].map(({ id }) => id))]],
  )
  for (const { key } of known) told.delete(key)
  const rows = [...told.values()].map(({ id, kind, value }) => contactPointRow(seal, id, { kind, value }))
  await insertRows(loader, 'contact_points', rows)
}

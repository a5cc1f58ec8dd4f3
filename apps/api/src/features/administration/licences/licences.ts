import type { Licence, licences } from '@rapport/contract/administration/licences'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { openUser } from '#features/administration/users/users.ts'
import { Refused, refusedField } from '#http/refused.ts'
import { refuseStale } from '#http/versions.ts'

const holds = (day: string) => `l.valid_from <= ${day} and (l.valid_to is null or l.valid_to >= ${day})`
const columns = `l.id, l.version, l.kind, l.number, l.valid_from::text as "validFrom", l.valid_to::text as "validTo",
  ${holds('$1::date')} as valid`

/** Licences of a user, the latest first; 404 where there is no such user. */
export async function listLicences(db: Db, userId: string, today: string): Promise<{ items: Licence[] }> {
  await openUser(db, userId)
  const items = await db.rows<Licence>(
    'licences',
    `select ${columns} from licences l where l.user_id = $2::uuid order by l.valid_from desc, l.id desc`,
    [today, userId],
  )
  return { items }
}

/** Kinds of licences that somebody holds on a day (YYYY-MM-DD), in the order of their letters. */
export async function licencesHeld(db: Db, userId: string, on: string): Promise<string[]> {
  const rows = await db.rows<{ kind: string }>(
    'licences-held',
    `select distinct l.kind from licences l where l.user_id = $2::uuid and ${holds('$1::date')} order by l.kind`,
    [on, userId],
  )
  return rows.map(({ kind }) => kind)
}

/** The licence that somebody holds longest on a day (YYYY-MM-DD), of a kind where one is named; undefined where they hold none. */
export async function licenceHeld(db: Db, userId: string, on: string, kind: string | null) {
  const [held] = await db.rows<{ kind: string; number: string }>(
    'licence-held',
    `select l.kind, l.number from licences l where l.user_id = $2::uuid and ${holds('$1::date')} and ($3::text is null or l.kind = $3)
     order by l.valid_from, l.id limit 1`,
    [on, userId, kind],
  )
  return held
}

function refuseDays({ validFrom, validTo }: { validFrom: string; validTo: string | null }) {
  if (validTo !== null && validTo < validFrom) throw refusedField('validTo', 'day.order')
}

/** Adds a licence; 409 where the user has one of that kind and number, 422 where it would end before it begins. */
export async function addLicence(db: Db, userId: string, draft: BodyOf<typeof licences.add>, today: string) {
  await openUser(db, userId)
  refuseDays(draft)
  const id = newId()
  const added = await db.rows(
    'licence-add',
    `insert into licences (id, user_id, kind, number, valid_from, valid_to, recorded_by)
     values ($1::uuid, $2::uuid, $3, $4, $5::date, $6::date, viewer_id()) on conflict (user_id, kind, number) do nothing returning 1`,
    [id, userId, draft.kind, draft.number, draft.validFrom, draft.validTo],
  )
  if (added.length === 0) throw refusedField('number', 'licence.known', 409)
  return openLicence(db, id, today)
}

/** Changes the days of a licence; 412 where it is another version. */
export async function changeLicence(
  db: Db,
  { id, version }: { id: string; version: number },
  days: BodyOf<typeof licences.change>,
  today: string,
) {
  await openLicence(db, id, today)
  refuseDays(days)
  const changed = await db.rows(
    'licence-change',
    'update licences set valid_from = $3::date, valid_to = $4::date where id = $1::uuid and version = $2 returning 1',
    [id, version, days.validFrom, days.validTo],
  )
  await refuseStale({ count: changed.length }, async () => true)
  return openLicence(db, id, today)
}

async function openLicence(db: Db, id: string, today: string): Promise<Licence> {
  const [found] = await db.rows<Licence>('licence', `select ${columns} from licences l where l.id = $2::uuid`, [
    today,
    id,
  ])
  if (!found) throw new Refused(404, 'not-found')
  return found
}

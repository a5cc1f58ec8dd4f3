import type { DataSource, dataSources, SourceSettings } from '@rapport/contract/administration/data-sources'
import type { BodyOf } from '@rapport/contract/endpoint'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import type { Seal } from '@rapport/database/seal'
import { taken } from '#http/errors.ts'
import { Refused, refusedField, stale } from '#http/refused.ts'

const columns = `s.id, s.version, s.code, s.name, s.settings, s.secret_sealed is not null as "hasSecret",
  case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as owner, s.contact, s.active,
  (select count(*) from collection_items i where i.source_id = s.id) as items,
  (select max(b.received_at) from warehouse.batches b join collection_items i on i.id = b.item_id
   where i.source_id = s.id) as "lastArrivalAt",
  (select json_build_object('businessDate', d.day, 'expected', count(*), 'arrived', count(*) filter (where exists (
      select from warehouse.batches b where b.item_id = i.id and b.business_date = d.day and b.state <> 'withdrawn')))
   from collection_items i, (select max(b.business_date) as day from warehouse.batches b
      join collection_items o on o.id = b.item_id where o.source_id = s.id and b.state <> 'withdrawn') d
   where i.source_id = s.id and i.active and d.day is not null group by d.day) as coverage`
const from = 'from data_sources s left join users u on u.id = s.owner_id'

/** Where the secret of a source is sealed. */
export const secretPlace = (id: string) => `data_sources.secret.${id}` as const

/** All sources by code. */
export async function listSources(db: Db): Promise<{ items: DataSource[] }> {
  return { items: await db.rows<DataSource>('sources', `select ${columns} ${from} order by s.code`, []) }
}

/** A source; 404 where there is none. */
export async function openSource(db: Db, id: string): Promise<DataSource> {
  const [source] = await db.rows<DataSource>('source', `select ${columns} ${from} where s.id = $1::uuid`, [id])
  if (!source) throw new Refused(404, 'not-found')
  return source
}

/** Registers a source; nothing that is there already is touched. 409 where the code is used. */
export async function createSource(db: Db, seal: Seal, draft: BodyOf<typeof dataSources.create>): Promise<DataSource> {
  const { secret, settings, ...said } = draft
  await refuseUnknownOwner(db, said.ownerId)
  refuseSecret(settings, secret)
  const id = newId()
  const secretSealed = secret === undefined ? null : seal.close(secret, secretPlace(id))
  await db.dataSource
    .create({ data: { ...said, id, kind: settings.kind, settings, secretSealed } })
    .catch(taken('code', 'source.code-taken'))
  return openSource(db, id)
}

/** Changes a source. 422 for another kind while items are described for this one; a secret never goes along to another host. */
export async function changeSource(
  db: Db,
  seal: Seal,
  id: string,
  version: number,
  change: BodyOf<typeof dataSources.change>,
): Promise<DataSource> {
  const source = await openSource(db, id)
  if (source.version !== version) throw stale()
  const { secret, settings = source.settings, ...said } = change
  if (settings.kind !== source.settings.kind && source.items > 0) throw refusedField('settings.kind', 'source.in-use')
  if (said.ownerId !== undefined) await refuseUnknownOwner(db, said.ownerId)
  refuseSecret(settings, secret)
  const kept = placeOf(settings) === placeOf(source.settings)
  const secretSealed = secret !== undefined ? seal.close(secret, secretPlace(id)) : kept ? undefined : null
  const { count } = await db.dataSource
    .updateMany({
      where: { id, version },
      data: {
        ...withoutUndefined(said),
        kind: settings.kind,
        settings,
        ...(secretSealed !== undefined && { secretSealed }),
      },
    })
    .catch(taken('code', 'source.code-taken'))
  if (count === 0) throw stale()
  return openSource(db, id)
}

/** What a secret is for: whoever changes the host must know it, or could have it sent to their own. */
function placeOf(settings: SourceSettings): string {
  if (settings.kind === 'https') return `https ${new URL(settings.url).host}`
  if (settings.kind === 'postgres') return `postgres ${settings.host}:${settings.port} ${settings.user}`
  return settings.kind
}

function refuseSecret({ kind }: SourceSettings, secret: string | undefined) {
  if (secret !== undefined && kind !== 'https' && kind !== 'postgres')
    throw refusedField('secret', 'source.needs-no-secret')
}

export async function refuseUnknownOwner(db: Db, ownerId: string | null) {
  if (ownerId === null) return
  const owner = await db.user.findFirst({ where: { id: ownerId }, select: { id: true } })
  if (!owner) throw refusedField('ownerId', 'user.unknown')
}

/** Only what was said; Prisma takes an undefined for nothing, our types do not. */
export const withoutUndefined = <T extends object>(said: T) =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }

import type { ModelKind } from '@rapport/contract/analytics/model-reports'
import type { Model, ModelVersion, ModelVersionInFull } from '@rapport/contract/analytics/models'
import { modelSettings } from '@rapport/contract/analytics/models'
import type { Db } from '@rapport/database/as-viewer'
import { newId } from '@rapport/database/ids'
import { utc } from '#features/customer/customers/customer-json.ts'
import { Refused } from '#http/refused.ts'

const period = (name: string) =>
  `case when v.${name}_from is not null then json_build_object('from', v.${name}_from, 'to', v.${name}_to) end`
const short = `'id', v.id, 'kind', v.kind, 'number', v.number, 'state', v.state, 'step', v.step, 'done', v.done,
  'failure', v.failure, 'trained', ${period('trained')}, 'validated', ${period('validated')}, 'scoredOn', v.scored_on,
  'customers', v.customers, 'drift', v.drift, 'inUse', v.in_use,
  'askedBy', (select json_build_object('id', u.id, 'name', u.name) from users u where u.id = v.asked_by),
  'askedAt', ${utc('v.asked_at')}, 'finishedAt', ${utc('v.finished_at')}`
const inShort = `json_build_object(${short})`
const inFull = `json_build_object(${short}, 'settings', v.settings, 'report', v.report)`

/** Kinds of models with the version in use and the one asked for last. */
export async function listModels(db: Db): Promise<{ items: Model[] }> {
  const rows = await db.rows<{ item: Model }>(
    'models',
    `select json_build_object('kind', m.kind, 'settings', m.settings,
       'inUse', (select ${inShort} from warehouse.model_versions v where v.kind = m.kind and v.in_use),
       'latest', (select ${inShort} from warehouse.model_versions v where v.kind = m.kind order by v.number desc limit 1)) as item
     from warehouse.models m order by array_position(array['churn', 'value', 'clusters', 'rfm', 'lifetime-value', 'recommendation'], m.kind)`,
    [],
  )
  return { items: rows.map(({ item }) => item) }
}

/** Versions of a kind, latest first. */
export async function versionsOf(db: Db, kind: ModelKind): Promise<{ items: ModelVersion[] }> {
  const rows = await db.rows<{ item: ModelVersion }>(
    'model-versions',
    `select ${inShort} as item from warehouse.model_versions v where v.kind = $1 order by v.number desc limit 100`,
    [kind],
  )
  return { items: rows.map(({ item }) => item) }
}

/** One version in full; 404 where there is none. */
export async function openVersion(db: Db, id: string): Promise<ModelVersionInFull> {
  const [row] = await db.rows<{ item: ModelVersionInFull }>(
    'model-version',
    `select ${inFull} as item from warehouse.model_versions v where v.id = $1`,
    [id],
  )
  if (!row) throw new Refused(404, 'not-found')
  return row.item
}

/** Asks for a version with the settings of today. While one of the kind is under way there is no other: 409. */
export async function askForVersion(db: Db, kind: ModelKind): Promise<ModelVersion> {
  const under = await db.rows(
    'model-under-way',
    `select from warehouse.model_versions where kind = $1 and state in ('waiting', 'running')`,
    [kind],
  )
  if (under.length > 0) throw new Refused(409, 'model.under-way')
  const id = newId()
  await db.rows(
    'model-ask',
    `insert into warehouse.model_versions (id, kind, number, settings, asked_by)
     select $1, m.kind, coalesce((select max(number) from warehouse.model_versions where kind = m.kind), 0) + 1, m.settings, viewer_id()
     from warehouse.models m where m.kind = $2`,
    [id, kind],
  )
  return inShortOf(db, id)
}

/** From now on this version is the one that pages, lists and segments speak of. */
export async function useVersion(db: Db, id: string): Promise<ModelVersion> {
  const version = await openVersion(db, id)
  if (version.state !== 'fitted') throw new Refused(409, 'model.not-fitted')
  await db.rows(
    'model-unuse',
    'update warehouse.model_versions set in_use = false where kind = $1 and in_use and id <> $2',
    [version.kind, id],
  )
  await db.rows('model-use', 'update warehouse.model_versions set in_use = true where id = $1', [id])
  return inShortOf(db, id)
}

/** How versions of this kind are fitted from now on; those that are there keep theirs. */
export async function configureModel(db: Db, kind: ModelKind, settings: unknown): Promise<Model> {
  const parsed = modelSettings[kind].safeParse(settings)
  if (!parsed.success)
    throw new Refused(400, 'invalid', {
      errors: parsed.error.issues.map(({ path }) => ({
        field: ['settings', ...path].join('.'),
        code: 'model.setting',
      })),
    })
  const fits = parsed.data
  if ('from' in fits && fits.from > fits.to)
    throw new Refused(400, 'invalid', { errors: [{ field: 'settings.to', code: 'model.setting' }] })
  await db.rows('model-configure', 'update warehouse.models set settings = $2 where kind = $1', [
    kind,
    JSON.stringify(fits),
  ])
  const { items } = await listModels(db)
  return items.find((model) => model.kind === kind)!
}

async function inShortOf(db: Db, id: string): Promise<ModelVersion> {
  const [row] = await db.rows<{ item: ModelVersion }>(
    'model-version-short',
    `select ${inShort} as item from warehouse.model_versions v where v.id = $1`,
    [id],
  )
  return row!.item
}

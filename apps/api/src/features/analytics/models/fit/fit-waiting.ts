import { setImmediate as turn } from 'node:timers/promises'
import type { ModelKind } from '@rapport/contract/analytics/model-reports'
import { modelSettings } from '@rapport/contract/analytics/models'
import { asSystem, type Db } from '@rapport/database/as-viewer'
import type { Product } from '#product.ts'
import { fitChurn } from './churn.ts'
import { fitClusters } from './clusters.ts'
import { type Fit, type Fitter, Unfit } from './fitting.ts'
import { fitLifetimeValue } from './lifetime-value.ts'
import { fitRecommendation } from './recommendation.ts'
import { fitRfm } from './rfm.ts'
import { unhurried } from './unhurried.ts'
import { fitValue } from './value.ts'
import { writeScores } from './write-scores.ts'

const fitters: { [Kind in ModelKind]: Fitter<Kind> } = {
  churn: fitChurn,
  value: fitValue,
  clusters: fitClusters,
  rfm: fitRfm,
  'lifetime-value': fitLifetimeValue,
  recommendation: fitRecommendation,
}

type Works = Pick<Product, 'connections'>
interface Taken {
  id: string
  kind: ModelKind
  number: number
  attempt: number
  settings: unknown
}

/** A worker that has not shown itself for this long is gone: its fit is begun anew. */
const GONE_AFTER = '2 minutes'
/** Whatever ends a worker three times is not tried a fourth time. */
const MOST_ATTEMPTS = 3

/**
 * Fits the version that waits longest, and says what it says of all customers, in one transaction: until it commits nothing of
 * it is there. Whether there was one.
 */
export async function fitWaiting({ connections }: Works): Promise<boolean> {
  const taken = await asSystem(connections, {}, take)
  if (!taken) return false
  const read = unhurried({ connections })
  try {
    const asOf = await read(lastDay)
    if (asOf === null) throw new Unfit('nothing-valued')
    const says = async (step: string, done: number) => {
      await read((db) => beat(db, taken, step, done))
      await turn()
    }
    const fit = await fitted(taken, { asOf, read, says })
    await read((db) => keep(db, taken, asOf, fit))
  } catch (error) {
    const code = error instanceof Unfit ? error.code : 'broke'
    await read((db) => fail(db, taken, code))
    if (!(error instanceof Unfit)) throw error
  }
  return true
}

function fitted<Kind extends ModelKind>(
  { kind, settings }: Taken & { kind: Kind },
  work: Omit<Parameters<Fitter<Kind>>[0], 'settings' | 'seed'>,
): Promise<Fit> {
  const fitter = fitters[kind] as (work: object) => Promise<Fit>
  return fitter({ ...work, settings: modelSettings[kind].parse(settings), seed: `rapport/${kind}` })
}

async function take(db: Db): Promise<Taken | undefined> {
  await db.rows(
    'models-given-up',
    `update warehouse.model_versions set state = 'failed', failure = 'broke', finished_at = clock_timestamp()
     where state = 'running' and attempt >= ${MOST_ATTEMPTS} and beat_at < clock_timestamp() - interval '${GONE_AFTER}'`,
    [],
  )
  const [taken] = await db.rows<Taken>(
    'models-take',
    `update warehouse.model_versions set state = 'running', attempt = attempt + 1, beat_at = clock_timestamp(), step = 'read', done = 0
     where id = (select id from warehouse.model_versions
                 where state = 'waiting' or state = 'running' and beat_at < clock_timestamp() - interval '${GONE_AFTER}'
                 order by asked_at limit 1 for update skip locked)
     returning id, kind, number, attempt, settings`,
    [],
  )
  return taken
}

export async function lastDay(db: Db): Promise<string | null> {
  const [row] = await db.rows<{ day: string | null }>(
    '',
    'select max(day)::text as day from warehouse.valuation_days',
    [],
  )
  return row!.day
}

const beat = (db: Db, { id, attempt }: Taken, step: string, done: number) =>
  db.rows(
    'models-beat',
    `update warehouse.model_versions set step = $3, done = $4, beat_at = clock_timestamp() where id = $1 and attempt = $2`,
    [id, attempt, step, done],
  )

const fail = (db: Db, { id, attempt }: Taken, code: string) =>
  db.rows(
    'models-fail',
    `update warehouse.model_versions set state = 'failed', failure = $3, finished_at = clock_timestamp()
     where id = $1 and attempt = $2 and state = 'running'`,
    [id, attempt, code],
  )

/** Nothing is kept where somebody else took the fit over in the meantime. The first version of a kind is in use at once. */
async function keep(db: Db, { id, attempt, kind }: Taken, asOf: string, fit: Fit): Promise<void> {
  const [still] = await db.rows(
    'models-keep',
    `update warehouse.model_versions v set state = 'fitted', step = null, done = 1, parameters = $3, report = $4, trained_from = $5,
       trained_to = $6, validated_from = $7, validated_to = $8, scored_on = $9, customers = $10, drift = $11,
       finished_at = clock_timestamp(),
       in_use = not exists (select from warehouse.model_versions o where o.kind = $12 and o.in_use)
     where id = $1 and attempt = $2 and state = 'running' returning id`,
    [
      ...[id, attempt, JSON.stringify(fit.parameters), JSON.stringify(fit.report), ...fit.trained],
      ...[...(fit.validated ?? [null, null]), asOf, fit.customers ?? fit.scores.length, fit.drift, kind],
    ],
  )
  if (!still) return
  await writeScores(db, { id, kind, asOf }, fit.scores)
  await fit.keep?.(db, id)
}

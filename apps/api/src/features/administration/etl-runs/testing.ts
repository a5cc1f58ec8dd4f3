import { collectionItems } from '@rapport/contract/administration/collection-items'
import { CollectionMapping } from '@rapport/contract/administration/collection-mapping'
import { dataSources } from '@rapport/contract/administration/data-sources'
import { type EtlStep, etlProjects } from '@rapport/contract/administration/etl-projects'
import { etlRuns } from '@rapport/contract/administration/etl-runs'
import type { AskOf } from '@rapport/contract/endpoint'
import { makeHeadOffice } from '@rapport/database/factories'
import { type Api, type Client, startApi } from '#http/testing.ts'
import { nothingDone } from '#warehouse/step.ts'
import { goOnWithFeeds } from './run/feeds.ts'
import { runsToGoOn } from './run/look.ts'
import { Places } from './run/places.ts'
import { type Machine, runEtl } from './run/run-etl.ts'
import type { Executors } from './run/steps.ts'

let made = 0
const next = () => ++made

/** A firm with an administrator, who looks after the data centre. */
export async function startDataCentre(options: Parameters<typeof startApi>[0] = {}) {
  const api = await startApi(options)
  const head = await api.make((db) => makeHeadOffice(db))
  return { api, head, admin: await api.signIn('administrator', head) }
}

type Settings = NonNullable<AskOf<typeof dataSources.create>['body']>['settings']

export const makeSource = (admin: Client, settings: Settings, more: object = {}) => {
  const n = next()
  return admin.call(dataSources.create, { body: { code: `source-${n}`, name: `Source ${n}`, settings, ...more } })
}

const dayMapping = CollectionMapping.parse({
  target: 'calendar',
  fields: { market: { column: 'market' }, day: { column: 'day' }, trading: { column: 'trading' } },
})

/** An item of the trading calendar as CSV, which needs nothing else to be there. */
export const makeItem = (
  admin: Client,
  sourceId: string,
  more: Partial<NonNullable<AskOf<typeof collectionItems.create>['body']>> = {},
) => {
  const n = next()
  return admin.call(collectionItems.create, {
    body: {
      sourceId,
      code: `item-${n}`,
      name: `Item ${n}`,
      target: 'calendar',
      place: 'days-{date}.csv',
      layout: { format: 'csv' },
      mapping: dayMapping,
      ...more,
    },
  })
}

/** Steps of one item from its file to its day, the codes ending in `suffix`. */
export const stepsOf = (itemId: string, suffix = ''): EtlStep[] => [
  { code: `fetch${suffix}`, kind: 'fetch', itemId, needs: [] },
  { code: `stage${suffix}`, kind: 'stage', itemId, needs: [`fetch${suffix}`] },
  { code: `check${suffix}`, kind: 'check', itemId, needs: [`stage${suffix}`] },
  { code: `merge${suffix}`, kind: 'merge', itemId, needs: [`check${suffix}`] },
]
export const ending = (...suffixes: string[]): EtlStep[] => [
  { code: 'summarise', kind: 'summarise', itemId: null, needs: suffixes.map((suffix) => `merge${suffix}`) },
  { code: 'publish', kind: 'publish', itemId: null, needs: ['summarise'] },
]

export const makeTask = async (
  admin: Client,
  steps: EtlStep[],
  more: Partial<NonNullable<AskOf<typeof etlProjects.createTask>['body']>> = {},
) => {
  const n = next()
  const project = await admin.call(etlProjects.create, { body: { code: `project-${n}`, name: `Project ${n}` } })
  return admin.call(etlProjects.createTask, {
    params: { id: project.id },
    body: { code: `task-${n}`, name: `Task ${n}`, steps, calendar: 'every-day', ...more },
  })
}

/** A task over one item of an upload source. */
export async function makeSimpleTask(admin: Client, more: Parameters<typeof makeTask>[2] = {}) {
  const source = await makeSource(admin, { kind: 'upload' })
  const item = await makeItem(admin, source.id)
  return { source, item, task: await makeTask(admin, [...stepsOf(item.id), ...ending('')], more) }
}

export const start = async (admin: Client, taskId: string, from = '2026-11-20', to?: string) =>
  (await admin.call(etlRuns.start, { body: { taskId, from, ...(to && { to }) } })).items

/** Executors of a test: each step is noted, and does what the test says, or nothing. */
export function doing(what: Partial<Record<string, Executors['stage']>> = {}) {
  const done: string[] = []
  const one: Executors['stage'] = async (step, means) => {
    done.push(step.code)
    return (await what[step.code]?.(step, means)) ?? nothingDone
  }
  const executors: Executors = {
    fetch: async (step, means) => ({ ...(await one(step, means)), batchId: '01900000-0000-7000-8000-000000000001' }),
    stage: one,
    check: one,
    finish: async (steps, means, told) => {
      for (const step of steps) {
        await told(step.code, 'running')
        await told(step.code, 'done', await one(step, means))
      }
      return nothingDone
    },
  }
  return { done, executors }
}

export const machineOf = (api: Api, executors: Executors, more: Partial<Machine> = {}): Machine => ({
  ...api.product,
  executors,
  places: new Places(),
  stopping: () => false,
  pause: () => 0,
  settleMs: 20,
  ...more,
})

/** Does what the worker does until nothing may go on. */
export async function work(machine: Machine, rounds = 100): Promise<void> {
  for (let n = 0; n < rounds; n++) {
    await goOnWithFeeds(machine.connections)
    const ready = await runsToGoOn(machine.connections)
    if (ready.length === 0) return
    await Promise.all(ready.map(({ id, taskId }) => runEtl(machine, id, taskId)))
  }
}
